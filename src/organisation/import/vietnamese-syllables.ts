// Whether a word can be a Vietnamese syllable: what tells a text in an old encoding from one that is fine as it is.
// Pure; the sound inventory is that of the written standard language.

const ONSETS = new Set([
  '', 'b', 'c', 'ch', 'd', 'đ', 'g', 'gh', 'gi', 'h', 'k', 'kh', 'l', 'm', 'n', 'ng', 'ngh', 'nh', 'p', 'ph', 'qu', 'r', 's', 't', 'th', 'tr', 'v', 'x',
])

const RIMES = new Set(
  (
    'a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây ' +
    'e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu ' +
    'o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong oong ooc op ot ' +
    'ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt ' +
    'u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt up ut uơ uy uya uych uyên uyêt uynh uyt uyu ' +
    'ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu ynh'
  ).split(' '),
)

const TONES: Record<string, string> = { '\u0300': 'f', '\u0301': 's', '\u0303': 'x', '\u0309': 'r', '\u0323': 'j' }
/** Rimes whose last letter is a glide: the tone never stands on it ("xaõ" is VNI for "xã", not a spelling). */
const GLIDING = new Set(
  'ai ao au ay âu ây eo êu ia iu iêu oai oao oay oeo oi ôi ơi ua uây ui uôi uya uyu ưa ưi ươi ươu ưu yêu'.split(' '),
)
const STOPPED = /(?:p|t|c|ch)$/

/** True for one word that Vietnamese spelling allows. Any case, any normal form. */
export function isVietnameseSyllable(word: string): boolean {
  const { bare, tone, marks, tonedLast } = withoutTone(word.toLowerCase())
  if (marks > 1 || /[^a-zăâđêôơư]/.test(bare) || /[fwjz]/.test(bare)) return false
  for (let length = Math.min(3, bare.length - 1); length >= 0; length -= 1) {
    const onset = bare.slice(0, length)
    const rime = bare.slice(length)
    if (!ONSETS.has(onset) || !(RIMES.has(rime) || (onset === 'gi' && RIMES.has(`i${rime}`)) || (onset === 'qu' && RIMES.has(`u${rime}`)))) continue
    if (tonedLast && GLIDING.has(rime)) continue
    if (STOPPED.test(rime) && tone !== 's' && tone !== 'j') continue
    return true
  }
  return false
}

function withoutTone(word: string): { bare: string; tone: string; marks: number; tonedLast: boolean } {
  let tone = ''
  let marks = 0
  let rest = ''
  let tonedLast = false
  for (const character of word.normalize('NFD')) {
    const heard = TONES[character]
    if (heard) {
      tone = heard
      marks += 1
      tonedLast = true
    } else {
      rest += character
      if (/[a-z]/.test(character)) tonedLast = false
    }
  }
  return { bare: rest.normalize('NFC'), tone, marks, tonedLast }
}
