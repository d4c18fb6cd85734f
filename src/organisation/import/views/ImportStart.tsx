'use client'
/** Above the list of imports: which list, which file, the templates. A checked file opens its own page. */
import { Button } from '@payloadcms/ui'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'

import type { Refusal } from '../../../platform/admin/call-desk.js'
import { useTexts } from '../../../platform/admin/language.js'
import { Labelled, Refused, Section } from '../../../platform/admin/parts.js'
import { asRefusal, useAccount } from '../../../platform/admin/use-desk.js'
import { useUrlState } from '../../../platform/admin/use-url-state.js'
import { importTexts } from './texts.js'
import { uploadList } from './upload-list.js'

type Kind = keyof (typeof importTexts)['vi']['kinds']

export function ImportStart() {
  const texts = useTexts(importTexts)
  const router = useRouter()
  const { may } = useAccount()
  const asked = useUrlState().read('kind')
  const [kind, setKind] = useState<Kind>(asked in texts.kinds ? (asked as Kind) : 'units')
  const [file, setFile] = useState<File>()
  const [refusal, setRefusal] = useState<Refusal>()
  const [isBusy, setBusy] = useState(false)
  if (!may('admin')) return null

  const check = async (event: FormEvent) => {
    event.preventDefault()
    if (!file || isBusy) return
    setBusy(true)
    setRefusal(undefined)
    try {
      const { id } = await uploadList({ kind, file })
      router.push(`/admin/collections/imports/${id}`)
    } catch (error) {
      setRefusal(asRefusal(error))
      setBusy(false)
    }
  }
  return (
    <div className="lt-page">
      <Section title={texts.start}>
        <form onSubmit={check}>
          <p className="lt-note">{texts.startHint}</p>
          <Labelled label={texts.kind}>
            <select className="lt-input" value={kind} onChange={(event) => setKind(event.target.value as Kind)}>
              {Object.entries(texts.kinds).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </Labelled>
          <p>
            <a href={`/api/imports/templates/${kind}.xlsx`} download>
              {texts.template}
            </a>
            {' · '}
            <a href={`/api/imports/templates/${kind}.xlsx?filled=1`} download>
              {texts.filled}
            </a>
          </p>
          <Labelled label={texts.file} isRequired>
            <input className="lt-input" type="file" accept=".xlsx,.csv,.txt" onChange={(event) => setFile(event.target.files?.[0])} />
          </Labelled>
          {refusal ? <Refused refusal={refusal} /> : null}
          <div className="lt-acts">
            <Button type="submit" margin={false} disabled={!file || isBusy}>
              {isBusy ? texts.checking : texts.check}
            </Button>
          </div>
        </form>
      </Section>
    </div>
  )
}
