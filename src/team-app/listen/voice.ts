/**
 * Says Vietnamese aloud: a recording where the installation has one, else the phone's own voice, else nothing — and says
 * so. One thing is heard at a time. Called by the player, and by the button that reads a screen.
 */
import { promptFor } from './prompts.js'
import { piecesOf, promptKey } from './prompt-list.js'

let turn = 0
let player: HTMLAudioElement | undefined

/** The phone's Vietnamese voice; voices arrive late, so it waits a moment for them. */
export async function vietnameseVoice(): Promise<SpeechSynthesisVoice | undefined> {
  const synthesis = window.speechSynthesis as SpeechSynthesis | undefined
  if (!synthesis) return undefined
  if (synthesis.getVoices().length === 0) {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, 800)
      synthesis.addEventListener('voiceschanged', () => (clearTimeout(timer), resolve()), { once: true })
    })
  }
  return synthesis.getVoices().find((voice) => /^vi\b/i.test(voice.lang))
}

export interface Reading {
  /** Sentences in order. */
  texts: string[]
  speed: number
  /** Told which sentence is being said. */
  onAt?: (index: number) => void
}

/** Reads sentences one after the other; `silent` when this phone has neither voice nor recording for any of them. */
export async function read(reading: Reading): Promise<'read' | 'stopped' | 'silent'> {
  stopReading()
  const mine = ++turn
  const voice = await vietnameseVoice()
  let hasSpoken = false
  for (const [index, text] of reading.texts.entries()) {
    for (const { said, recording } of await heard(text)) {
      if (mine !== turn) return 'stopped'
      if (!recording && !voice) continue
      reading.onAt?.(index)
      hasSpoken = true
      if (recording) await playRecording(recording, reading.speed)
      else if (voice) await speak(said, voice, reading.speed)
    }
  }
  if (mine !== turn) return 'stopped'
  return hasSpoken ? 'read' : 'silent'
}

interface Piece {
  said: string
  recording?: Blob | undefined
}

/** A sentence as one recording, or in pieces where some are recorded: what speaks of a name or number has a fixed part. */
async function heard(text: string): Promise<Piece[]> {
  const whole: Piece = { said: text, recording: await recordingOf(text) }
  if (whole.recording) return [whole]
  const pieces = await Promise.all(piecesOf(text).map(async (said) => ({ said, recording: await recordingOf(said) })))
  return pieces.some((piece) => piece.recording) ? pieces : [whole]
}

async function recordingOf(text: string): Promise<Blob | undefined> {
  const key = promptKey(text)
  return key === undefined ? undefined : promptFor(key)
}

export function stopReading(): void {
  turn += 1
  ;(window.speechSynthesis as SpeechSynthesis | undefined)?.cancel()
  player?.pause()
  player?.dispatchEvent(new Event('ended'))
  player = undefined
}

function speak(text: string, voice: SpeechSynthesisVoice, speed: number): Promise<void> {
  return new Promise((resolve) => {
    const utterance = new SpeechSynthesisUtterance(text)
    utterance.voice = voice
    utterance.lang = voice.lang
    utterance.rate = speed
    utterance.onend = () => resolve()
    utterance.onerror = () => resolve()
    window.speechSynthesis.speak(utterance)
  })
}

function playRecording(recording: Blob, speed: number): Promise<void> {
  return new Promise((resolve) => {
    const url = URL.createObjectURL(recording)
    const audio = new Audio(url)
    const end = (): void => {
      URL.revokeObjectURL(url)
      resolve()
    }
    audio.playbackRate = speed
    audio.addEventListener('ended', end, { once: true })
    audio.addEventListener('error', end, { once: true })
    player = audio
    audio.play().catch(end)
  })
}
