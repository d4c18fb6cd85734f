'use client'
/**
 * A day as people write it, ngày/tháng/năm, whatever language their browser speaks; its calendar is one click away.
 * Gives `yyyy-mm-dd`, or nothing while it is not a day yet.
 */
import { useEffect, useRef, useState } from 'react'

import { showDay } from './formats'
import { useLanguage } from './language'

export function DayInput({ value, onChange, name, isRequired = false }: { value: string; onChange: (day: string) => void; name?: string; isRequired?: boolean }) {
  const language = useLanguage()
  const [text, setText] = useState(value ? showDay(value) : '')
  const picker = useRef<HTMLInputElement>(null)
  useEffect(() => setText((before) => (readDay(before) === value ? before : value ? showDay(value) : '')), [value])
  const isWrong = text.trim() !== '' && readDay(text) === ''
  return (
    <span className="lt-day">
      <input
        className="lt-input"
        name={name}
        inputMode="numeric"
        autoComplete="off"
        placeholder={language === 'en' ? 'dd/mm/yyyy' : 'ngày/tháng/năm'}
        value={text}
        required={isRequired}
        aria-invalid={isWrong}
        onChange={(event) => {
          setText(event.target.value)
          onChange(readDay(event.target.value))
        }}
        onBlur={() => {
          const day = readDay(text)
          if (day) setText(showDay(day))
        }}
      />
      <button type="button" className="lt-day__open" aria-label={language === 'en' ? 'Calendar' : 'Mở lịch'} onClick={() => picker.current?.showPicker()}>
        ▾
      </button>
      <input ref={picker} type="date" className="lt-day__picker" tabIndex={-1} aria-hidden="true" value={value} onChange={(event) => onChange(event.target.value)} />
    </span>
  )
}

/** `1/2/2027`, `01-02-2027` or `2027-02-01`; empty for what is no day. */
export function readDay(text: string): string {
  const written = /^\s*(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})\s*$/.exec(text)
  const day = written ? `${written[3]}-${written[2]?.padStart(2, '0')}-${written[1]?.padStart(2, '0')}` : text.trim()
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return ''
  const instant = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day) ? day : ''
}
