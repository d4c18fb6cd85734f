'use client'
/** What the app says and what of it is recorded, language by language: hear, upload one or many, remove, print the list. */
import { Button, toast } from '@payloadcms/ui'
import { useState } from 'react'

import { openToPrint } from '../../../organisation/views/open-to-print'
import { callDesk, callForText } from '../../../platform/admin/call-desk'
import { Dialog } from '../../../platform/admin/Dialog'
import { showNumber } from '../../../platform/admin/formats'
import { useTexts } from '../../../platform/admin/language'
import { Empty, Labelled, ProgressBar, Refused, Skeleton } from '../../../platform/admin/parts'
import { commonTexts } from '../../../platform/admin/texts'
import { toastRefusal, useAccount, useLoad } from '../../../platform/admin/use-desk'
import type { DeskPrompt, DeskPrompts } from '../prompts'
import { ManyFiles } from './ManyFiles'
import { PromptRows } from './PromptRows'
import { promptTexts } from './texts'

const MEGABYTE = 1024 * 1024

export function PromptsDesk() {
  const texts = useTexts(promptTexts)
  const common = useTexts(commonTexts)
  const { may } = useAccount()
  const [language, setLanguage] = useState('vi')
  const found = useLoad(may('admin') ? language : '', (signal) => callDesk<DeskPrompts>({ path: `/api/prompts?language=${language}`, signal }), { isKept: true })
  if (!may('admin')) return <Empty title={common.notAllowed} />
  const { data } = found
  return (
    <>
      <div className="lt-head lt-head--page">
        <h1>{texts.title}</h1>
        <p className="lt-note">{texts.intro}</p>
        {data && !data.mayChange ? <p className="lt-note lt-note--wait">{texts.readOnly}</p> : null}
      </div>
      {found.error ? <Refused refusal={found.error} onRetry={found.reload} /> : null}
      {!data && !found.error ? <Skeleton lines={6} /> : null}
      {data ? (
        <>
          <Labelled label={texts.language}>
            <select className="lt-input" value={language} onChange={(event) => setLanguage(event.target.value)}>
              {data.languages.map(({ code, name, recorded }) => (
                <option key={code} value={code}>
                  {texts.languageOf(name, showNumber(recorded), showNumber(data.total))}
                </option>
              ))}
            </select>
          </Labelled>
          <OneLanguage key={data.language} data={data} onChange={found.reload} />
        </>
      ) : null}
    </>
  )
}

function OneLanguage({ data, onChange }: { data: DeskPrompts; onChange: () => void }) {
  const texts = useTexts(promptTexts)
  const [removing, setRemoving] = useState<DeskPrompt>()
  const pathOf = (key: string): string => `/api/prompts/${data.language}/${key}`
  const put = (key: string, file: File) => callDesk({ method: 'PUT', path: pathOf(key), file })
  const print = (only: string): void => void callForText({ path: `/api/prompts?language=${data.language}${only}`, accept: 'text/html' }).then(openToPrint, toastRefusal)
  return (
    <>
      <ProgressBar done={data.items.filter(({ state }) => state === 'recorded').length} total={data.total} label={texts.progress} />
      {data.bytes > 0 ? <p className="lt-note">{texts.size(showNumber(Math.ceil((10 * data.bytes) / MEGABYTE) / 10))}</p> : null}
      <div className="lt-acts">
        <Button buttonStyle="secondary" size="small" margin={false} onClick={() => print('&only=missing')}>
          {texts.print}
        </Button>
        <Button buttonStyle="secondary" size="small" margin={false} onClick={() => print('')}>
          {texts.printAll}
        </Button>
      </div>
      {data.mayChange ? <ManyFiles items={data.items} onPut={put} onDone={onChange} /> : null}
      <PromptRows data={data} pathOf={pathOf} onPut={(key, file) => void put(key, file).then(onChange, toastRefusal)} onRemove={setRemoving} />
      {removing ? (
        <Dialog
          title={texts.removeTitle}
          confirmLabel={texts.remove}
          onClose={() => setRemoving(undefined)}
          onConfirm={async () => {
            await callDesk({ method: 'DELETE', path: pathOf(removing.key) })
            toast.success(texts.removed)
            setRemoving(undefined)
            onChange()
          }}
        >
          <p>{removing.text}</p>
          <p>{texts.removeText}</p>
        </Dialog>
      ) : null}
    </>
  )
}
