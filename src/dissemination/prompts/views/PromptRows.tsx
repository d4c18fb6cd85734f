'use client'
/** The sentences of one language with their recordings: filter, hear, upload or replace, remove. */
import { Button } from '@payloadcms/ui'
import { useRef, useState } from 'react'

import { showNumber } from '../../../platform/admin/formats'
import { useTexts } from '../../../platform/admin/language'
import { Empty, Section, Tag, type Tone } from '../../../platform/admin/parts'
import { SortableTable } from '../../../platform/admin/SortableTable'
import type { DeskPrompt, DeskPrompts } from '../prompts'
import { promptTexts } from './texts'

const FILTERS = ['all', 'missing', 'changed', 'recorded'] as const
const TONES: Record<DeskPrompt['state'], Tone> = { recorded: 'good', missing: 'quiet', changed: 'wait' }

interface Acts {
  mayChange: boolean
  playing: string | undefined
  onPlay: (item: DeskPrompt | undefined) => void
  onPut: (key: string, file: File) => void
  onRemove: (item: DeskPrompt) => void
}

export function PromptRows({ data, pathOf, onPut, onRemove }: { data: DeskPrompts; pathOf: (key: string) => string } & Pick<Acts, 'onPut' | 'onRemove'>) {
  const texts = useTexts(promptTexts)
  const [filter, setFilter] = useState<(typeof FILTERS)[number]>('all')
  const [playing, setPlaying] = useState<DeskPrompt>()
  const of = (one: (typeof FILTERS)[number]) => data.items.filter(({ state }) => one === 'all' || state === one)
  const rows = of(filter)
  const acts: Acts = { mayChange: data.mayChange, playing: playing?.key, onPlay: setPlaying, onPut, onRemove }
  return (
    <Section title={texts.sentences}>
      <div className="lt-acts" role="group" aria-label={texts.sentences}>
        {FILTERS.map((one) => (
          <Button key={one} size="small" margin={false} buttonStyle={filter === one ? 'primary' : 'secondary'} aria-pressed={filter === one} onClick={() => setFilter(one)}>
            {`${texts.filters[one]} (${showNumber(of(one).length)})`}
          </Button>
        ))}
      </div>
      {playing ? <audio src={`${pathOf(playing.key)}/audio?${playing.sha256 ?? ''}`} autoPlay onEnded={() => setPlaying(undefined)} onError={() => setPlaying(undefined)} /> : null}
      {rows.length === 0 ? <Empty title={texts.nothing} /> : null}
      {rows.length > 0 ? (
        <SortableTable
          caption={texts.sentences}
          rows={rows}
          rowKey={({ key }) => key}
          columns={[
            { key: 'text', label: texts.text, cell: ({ text }) => text },
            { key: 'key', label: texts.key, sortBy: ({ key }) => key, cell: ({ key }) => <code>{key}</code> },
            { key: 'state', label: texts.state, sortBy: ({ state }) => state, cell: ({ state, seconds }) => <Tag tone={TONES[state]}>{seconds === undefined ? texts.states[state] : `${texts.states[state]}, ${texts.seconds(showNumber(seconds))}`}</Tag> },
            { key: 'acts', label: texts.acts, cell: (item) => <RowActs item={item} acts={acts} /> },
          ]}
        />
      ) : null}
    </Section>
  )
}

function RowActs({ item, acts: { mayChange, playing, onPlay, onPut, onRemove } }: { item: DeskPrompt; acts: Acts }) {
  const texts = useTexts(promptTexts)
  const input = useRef<HTMLInputElement>(null)
  const isThere = item.state !== 'missing'
  const isPlaying = playing === item.key
  const act = (label: string, run: () => void) => (
    <button type="button" className="lt-link" aria-label={texts.of(label, item.text)} onClick={run}>
      {label}
    </button>
  )
  return (
    <span className="lt-acts">
      {isThere ? act(isPlaying ? texts.stop : texts.play, () => onPlay(isPlaying ? undefined : item)) : null}
      {mayChange ? act(isThere ? texts.replace : texts.put, () => input.current?.click()) : null}
      {mayChange && isThere ? act(texts.remove, () => onRemove(item)) : null}
      {mayChange ? (
        <input
          ref={input}
          type="file"
          hidden
          accept="audio/*,.mp3,.m4a,.ogg,.wav"
          onChange={(event) => {
            const file = event.target.files?.[0]
            event.target.value = ''
            if (file) onPut(item.key, file)
          }}
        />
      ) : null}
    </span>
  )
}
