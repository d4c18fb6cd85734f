'use client'
/** Many recordings at once, each file named by the key of its sentence; what is refused is listed with its reason. */
import { toast } from '@payloadcms/ui'
import { useState } from 'react'

import { showNumber } from '../../../platform/admin/formats'
import { useTexts } from '../../../platform/admin/language'
import { Labelled, ProgressBar, Section } from '../../../platform/admin/parts'
import { asRefusal } from '../../../platform/admin/use-desk'
import type { DeskPrompt } from '../prompts'
import { promptTexts } from './texts'

export function ManyFiles({ items, onPut, onDone }: { items: readonly DeskPrompt[]; onPut: (key: string, file: File) => Promise<unknown>; onDone: () => void }) {
  const texts = useTexts(promptTexts)
  const [progress, setProgress] = useState<{ done: number; total: number }>()
  const [refused, setRefused] = useState<{ name: string; message: string }[]>([])
  const upload = async (files: readonly File[]) => {
    const wrong: { name: string; message: string }[] = []
    const keys = new Set(items.map(({ key }) => key))
    for (const [done, file] of files.entries()) {
      setProgress({ done, total: files.length })
      const key = file.name.replace(/\.[^.]*$/, '')
      if (!keys.has(key)) wrong.push({ name: file.name, message: texts.unknownName })
      else await onPut(key, file).catch((error: unknown) => wrong.push({ name: file.name, message: asRefusal(error).message }))
    }
    setProgress(undefined)
    setRefused(wrong)
    if (files.length > wrong.length) toast.success(texts.uploaded(showNumber(files.length - wrong.length)))
    onDone()
  }
  return (
    <Section title={texts.many}>
      <Labelled label={texts.files} hint={texts.manyHint}>
        <input
          className="lt-input"
          type="file"
          multiple
          accept="audio/*,.mp3,.m4a,.ogg,.wav"
          disabled={progress !== undefined}
          onChange={(event) => {
            const files = [...(event.target.files ?? [])]
            event.target.value = ''
            void upload(files)
          }}
        />
      </Labelled>
      {progress ? <ProgressBar {...progress} label={texts.uploading} /> : null}
      {refused.length > 0 ? (
        <div className="lt-refused" role="alert">
          <p>{texts.notTaken}</p>
          <ul>
            {refused.map(({ name, message }) => (
              <li key={name}>
                {name}: {message}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </Section>
  )
}
