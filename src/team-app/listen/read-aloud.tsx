/** Where a text has no recording: the phone's own Vietnamese voice reads it, if there is one; else says so. */
import { useEffect, useState } from 'preact/hooks'
import { readSettings } from '../store/meta.js'
import { texts } from '../texts.js'
import { Icon } from '../ui/icons.js'
import { read, stopReading, vietnameseVoice } from './voice.js'

export function ReadAloud(props: { texts: string[]; language: string }) {
  const [isReading, setIsReading] = useState(false)
  const [hasVoice, setHasVoice] = useState<boolean | undefined>(undefined)
  useEffect(() => {
    void vietnameseVoice().then((voice) => setHasVoice(voice !== undefined))
    return stopReading
  }, [])
  if (props.language !== 'vi') return <p class="hint">{texts.listen.noRecording}</p>
  if (hasVoice === false) return <p class="hint">{texts.listen.noVoice}</p>
  const toggle = async (): Promise<void> => {
    if (isReading) {
      stopReading()
      return setIsReading(false)
    }
    setIsReading(true)
    const { speed } = await readSettings()
    const result = await read({ texts: props.texts, speed })
    if (result !== 'stopped') setIsReading(false)
  }
  return (
    <div class="player">
      <button type="button" class="wide" data-silent disabled={hasVoice === undefined} onClick={() => void toggle()}>
        <Icon name={isReading ? 'stop' : 'sound'} /> {isReading ? texts.listen.stop : texts.listen.byVoice}
      </button>
    </div>
  )
}
