/** Plays a recording kept on the phone: one big button; once begun, its place and three speeds. Asks before a costly download. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { BundleBody } from '../post/contract.js'
import { keepFile } from '../post/keep-content.js'
import { database } from '../store/database.js'
import { changeSettings, readMeta, readSettings } from '../store/meta.js'
import { useStored } from '../store/use-stored.js'
import { texts } from '../texts.js'
import { Choices } from '../ui/controls.js'
import { Icon } from '../ui/icons.js'
import { showNotice } from '../ui/notice.js'
import { byteSize, minutes } from '../ui/sizes.js'
import { stopReading } from './voice.js'

const SPEEDS = [0.8, 1, 1.25]

type Audio = NonNullable<BundleBody['audio']>

export function AudioPlayer({ audio, hash }: { audio: Audio; hash: string }) {
  const [isLoading, setIsLoading] = useState(false)
  const kept = useStored(async () => {
    const db = await database()
    return { blob: (await db.get('files', audio.sha256))?.blob, from: (await db.get('places', hash))?.seconds ?? 0 }
  }, [audio.sha256, hash])
  const [blob, setBlob] = useState<Blob | undefined>(undefined)
  // The first blob read stays: every reading of the database gives another object for the same bytes.
  useEffect(() => {
    if (kept?.blob && !blob) setBlob(kept.blob)
  }, [kept])
  if (!kept) return <button type="button" class="main" disabled />
  if (blob) return <Player blob={blob} audio={audio} hash={hash} from={kept.from} />
  const download = async (): Promise<void> => {
    const device = await readMeta('device')
    if (!device) return
    setIsLoading(true)
    const got = await keepFile({ ...audio, use: 'audio', key: device.key })
    setIsLoading(false)
    if (!got || got === 'missing') showNotice({ text: texts.read.downloadFailed })
    if (got === 'full') showNotice({ text: texts.read.noRoom })
  }
  return (
    <button type="button" disabled={isLoading} onClick={() => void download()}>
      <Icon name="down" /> {isLoading ? texts.read.downloading : texts.listen.get(byteSize(audio.bytes))}
    </button>
  )
}

function Player({ blob, audio, hash, from }: { blob: Blob; audio: Audio; hash: string; from: number }) {
  const element = useRef<HTMLAudioElement>(null)
  const [isPlaying, setIsPlaying] = useState(false)
  const [at, setAt] = useState(from)
  const [length, setLength] = useState(audio.seconds ?? 0)
  const [isBroken, setIsBroken] = useState(false)
  const [url, setUrl] = useState<string | undefined>(undefined)
  const speed = useStored(async () => (await readSettings()).speed, []) ?? 1
  useEffect(() => {
    const made = URL.createObjectURL(blob)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [blob])
  useEffect(() => {
    if (element.current) element.current.playbackRate = speed
  }, [speed, url])
  const keepPlace = (seconds: number): void => void database().then((db) => db.put('places', { hash, seconds }))
  const lastKept = useRef(from)
  const place = useRef(from)
  // The element is gone by the time this runs; its place is not.
  useEffect(() => () => keepPlace(place.current), [])
  const toggle = (): void => {
    const player = element.current
    if (!player) return
    if (!player.paused) return player.pause()
    stopReading()
    player.play().catch(() => setIsBroken(true))
  }
  const isBegun = isPlaying || at > 1
  return (
    <div class={isBegun ? 'player begun' : 'player'}>
      <audio
        ref={element}
        src={url}
        preload="metadata"
        onLoadedMetadata={(event) => {
          const player = event.currentTarget
          if (Number.isFinite(player.duration)) setLength(player.duration)
          if (from > 0 && from < player.duration - 1) player.currentTime = from
          player.playbackRate = speed
        }}
        onPlay={() => setIsPlaying(true)}
        onPause={(event) => {
          setIsPlaying(false)
          keepPlace(event.currentTarget.currentTime)
        }}
        onEnded={() => {
          place.current = 0
          keepPlace(0)
          setAt(0)
        }}
        onError={() => setIsBroken(true)}
        onTimeUpdate={(event) => {
          const now = event.currentTarget.currentTime
          place.current = now
          setAt(now)
          if (Math.abs(now - lastKept.current) < 5) return
          lastKept.current = now
          keepPlace(now)
        }}
      />
      <button type="button" class="main" onClick={toggle}>
        <Icon name={isPlaying ? 'pause' : 'play'} /> {isPlaying ? texts.listen.pause : at > 1 ? texts.listen.continue(minutes(at)) : texts.listen.play}
      </button>
      {isBroken && <p class="error">{texts.listen.failed}</p>}
      {isBegun && (
        <>
          <input
            type="range"
            aria-label={texts.listen.place}
            min="0"
            max={Math.max(1, Math.round(length))}
            value={Math.round(at)}
            aria-valuetext={minutes(at)}
            onInput={(event) => {
              if (element.current) element.current.currentTime = Number(event.currentTarget.value)
              setAt(Number(event.currentTarget.value))
            }}
          />
          <p class="times" data-silent>
            <span>{minutes(at)}</span>
            <span>{minutes(length)}</span>
          </p>
          <Choices label={texts.listen.speed} isLabelHidden choices={SPEEDS.map((value) => ({ value, label: texts.listen.speedOf(value) }))} chosen={speed} onChoose={(value) => void changeSettings({ speed: value })} />
        </>
      )}
    </div>
  )
}
