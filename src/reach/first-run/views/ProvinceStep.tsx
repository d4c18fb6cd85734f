'use client'
/** The guide's first step: the province from the official list, the whole of it or some communes; taking it back. */
import { Button, toast, useAuth } from '@payloadcms/ui'
import { type FormEvent, useState } from 'react'

import { callDesk, type Refusal } from '../../../platform/admin/call-desk'
import { Dialog } from '../../../platform/admin/Dialog'
import { showNumber } from '../../../platform/admin/formats'
import { useTexts } from '../../../platform/admin/language'
import { Labelled, Refused, Skeleton } from '../../../platform/admin/parts'
import { asRefusal, useLoad } from '../../../platform/admin/use-desk'
import type { FirstRun, FirstRunSteps } from '../steps'
import { firstRunTexts } from './texts'

interface Choice {
  code: string
  name: string
  communes: number
}

interface Commune {
  code: string
  name: string
}

export function ProvinceStep({ run, step, onChange }: { run: FirstRun; step: FirstRunSteps['province']; onChange: () => void }) {
  const texts = useTexts(firstRunTexts)
  const [isDropping, setDropping] = useState(false)
  const [isAdding, setAdding] = useState(false)
  const { fetchFullUser } = useAuth()
  // The account's own unit has changed with the province.
  const changed = async () => {
    await fetchFullUser()
    setAdding(false)
    onChange()
  }
  if (step.hasOwnRoot) return <p>{texts.ownRoot(run.place.name, showNumber(step.communes))}</p>
  if (!step.isDone) return <PickForm onPicked={changed} />
  const missing = Math.max(0, (step.official ?? 0) - step.communes)
  return (
    <>
      <p>
        <strong>{run.place.name}</strong>: {texts.communesThere(showNumber(step.communes))}
        {missing > 0 ? ` ${texts.communesMissing(showNumber(missing))}` : ''}
      </p>
      {isAdding ? <PickForm fixed={run.place} onPicked={changed} /> : null}
      <div className="lt-acts">
        {missing > 0 && !isAdding ? (
          <Button buttonStyle="secondary" margin={false} onClick={() => setAdding(true)}>
            {texts.addCommunes}
          </Button>
        ) : null}
        {run.canDrop ? (
          <Button buttonStyle="secondary" margin={false} onClick={() => setDropping(true)}>
            {texts.drop}
          </Button>
        ) : null}
      </div>
      {isDropping ? (
        <Dialog
          title={texts.dropTitle(run.place.name)}
          confirmLabel={texts.drop}
          isDangerous
          onClose={() => setDropping(false)}
          onConfirm={async () => {
            await callDesk({ method: 'POST', path: '/api/first-run/province/undo' })
            setDropping(false)
            await changed()
          }}
        >
          <p>{texts.dropText}</p>
        </Dialog>
      ) : null}
    </>
  )
}

function PickForm({ fixed, onPicked }: { fixed?: { code: string }; onPicked: () => Promise<void> }) {
  const texts = useTexts(firstRunTexts)
  const provinces = useLoad(fixed ? '' : 'provinces', (signal) => callDesk<{ items: Choice[] }>({ path: '/api/first-run/provinces', signal }))
  const [code, setCode] = useState(fixed?.code ?? '')
  const [isPartial, setPartial] = useState(false)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>()
  const communes = useLoad(code, (signal) => callDesk<{ communes: Commune[] }>({ path: `/api/first-run/provinces/${code}`, signal }))
  const count = isPartial ? chosen.size : (communes.data?.communes.length ?? 0)

  const pick = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy || count === 0) return
    setBusy(true)
    setRefusal(undefined)
    try {
      const { created } = await callDesk<{ created: number }>({ method: 'POST', path: '/api/first-run/province', body: { code, ...(isPartial ? { communes: [...chosen] } : {}) } })
      toast.success(created > 0 ? texts.made : texts.nothingNew)
      await onPicked()
    } catch (error) {
      setRefusal(asRefusal(error))
    } finally {
      setBusy(false)
    }
  }
  const choose = (next: string) => {
    setCode(next)
    setChosen(new Set())
  }
  return (
    <form onSubmit={pick} className="lt-guide__form">
      <p className="lt-note">{texts.pickText}</p>
      {provinces.error ? <Refused refusal={provinces.error} onRetry={provinces.reload} /> : null}
      {fixed ? null : (
        <Labelled label={texts.province} isRequired>
          <select className="lt-input" name="province" value={code} onChange={(event) => choose(event.target.value)} disabled={!provinces.data}>
            <option value="">{texts.choose}</option>
            {provinces.data?.items.map((province) => (
              <option key={province.code} value={province.code}>
                {texts.provinceOption(province.name, showNumber(province.communes))}
              </option>
            ))}
          </select>
        </Labelled>
      )}
      {code === '' ? null : (
        <fieldset className="lt-choices">
          <legend>{texts.which}</legend>
          <label>
            <input type="radio" name="which" checked={!isPartial} onChange={() => setPartial(false)} /> {texts.allCommunes(showNumber(communes.data?.communes.length))}
          </label>
          <label>
            <input type="radio" name="which" checked={isPartial} onChange={() => setPartial(true)} /> {texts.someCommunes}
          </label>
        </fieldset>
      )}
      {code !== '' && isPartial ? <CommuneList communes={communes.data?.communes} chosen={chosen} onChange={setChosen} /> : null}
      {communes.error ? <Refused refusal={communes.error} onRetry={communes.reload} /> : null}
      {refusal ? <Refused refusal={refusal} /> : null}
      <div className="lt-acts">
        <Button type="submit" margin={false} disabled={isBusy || count === 0}>
          {isBusy ? texts.making(showNumber(count)) : count === 0 ? texts.makeNone : texts.make(showNumber(count))}
        </Button>
        {isBusy ? <progress className="lt-progress__bar" aria-label={texts.making(showNumber(count))} /> : null}
      </div>
    </form>
  )
}

function CommuneList({ communes, chosen, onChange }: { communes: readonly Commune[] | undefined; chosen: ReadonlySet<string>; onChange: (chosen: ReadonlySet<string>) => void }) {
  const texts = useTexts(firstRunTexts)
  const [text, setText] = useState('')
  if (!communes) return <Skeleton lines={4} />
  const wanted = folded(text)
  const toggle = (code: string) => {
    const next = new Set(chosen)
    if (!next.delete(code)) next.add(code)
    onChange(next)
  }
  return (
    <fieldset className="lt-choices">
      <legend>{texts.chosen(showNumber(chosen.size))}</legend>
      <input type="search" className="lt-input" value={text} placeholder={texts.searchCommunes} aria-label={texts.searchCommunes} onChange={(event) => setText(event.target.value)} />
      <div className="lt-guide__communes">
        {communes
          .filter(({ code, name }) => wanted === '' || folded(name).includes(wanted) || chosen.has(code))
          .map(({ code, name }) => (
            <label key={code}>
              <input type="checkbox" checked={chosen.has(code)} onChange={() => toggle(code)} /> {name}
            </label>
          ))}
      </div>
    </fieldset>
  )
}

function folded(text: string): string {
  return text.trim().toLowerCase().replaceAll('đ', 'd').normalize('NFD').replace(/\p{M}/gu, '')
}
