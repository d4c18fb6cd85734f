/** Where a text has no recording: the phone's own Vietnamese voice reads it, if there is one; else says so. */
import { useEffect, useState } from 'preact/hooks'
import { readSettings } from '../store/meta.js'
import { texts } from '../texts.js'
import { Icon } from '../ui/icons.js'
import { showNotice } from '../ui/notice.js'
import { read, stopReading } from './voice.js'

export function ReadAloud(props: { texts: string[]; language: string }) {
  const [isReading, setIsReading] = useState(false)
  useEffect(() => stopReading, [])
  if (props.language !== 'vi') return <p class="hint">{texts.listen.noRecording}</p>
  const toggle = async (): Promise<void> => {
    if (isReading) {
      stopReading()
      return setIsReading(false)
    }
    setIsReading(true)
    const { speed } = await readSettings()
    const result = await read({ texts: props.texts, speed })
    if (result === 'silent') showNotice({ text: texts.listen.noVoice, seconds: 12 })
    if (result !== 'stopped') setIsReading(false)
  }
  return (
    <button type="button" data-silent onClick={() => void toggle()}>
      <Icon name={isReading ? 'stop' : 'sound'} /> {isReading ? texts.listen.stop : texts.listen.byVoice}
    </button>
  )
}
