'use client'
/**
 * A day as people write it, ngày/tháng/năm, whatever language their browser speaks; its calendar is one click away.
 * Gives `yyyy-mm-dd`, or nothing while it is not a day yet; what is no day is said so in place, and the browser counts
 * the field as invalid, so that no form is sent with a day that was typed and silently dropped.
 */
import { useEffect, useId, useRef, useState } from 'react'

import { showDay } from './formats'
import { useTexts } from './language'
import { commonTexts } from './texts'

interface DayInputProps {
  value: string
  /** @param text as typed: not empty although `day` is where it is no day */
  onChange: (day: string, text: string) => void
  name?: string
  isRequired?: boolean
}

export function DayInput({ value, onChange, name, isRequired = false }: DayInputProps) {
  const texts = useTexts(commonTexts)
  const hint = useId()
  const [text, setText] = useState(value ? showDay(value) : '')
  // Not while it is being typed: half a day is wrong until its last digit.
  const [isLeft, setLeft] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  useEffect(() => setText((before) => (readDay(before) === value ? before : value ? showDay(value) : '')), [value])
  const isWrong = text.trim() !== '' && readDay(text) === ''
  useEffect(() => input.current?.setCustomValidity(isWrong ? texts.noDay : ''), [isWrong, texts.noDay])
  return (
    <>
      <span className="lt-day">
        <input
          ref={input}
          className="lt-input"
          name={name}
          inputMode="numeric"
          autoComplete="off"
          placeholder={texts.dayForm}
          value={text}
          required={isRequired}
          aria-invalid={isWrong}
          {...(isWrong && isLeft ? { 'aria-describedby': hint } : {})}
          onChange={(event) => {
            setText(event.target.value)
            onChange(readDay(event.target.value), event.target.value.trim())
          }}
          onInvalid={() => setLeft(true)}
          onFocus={() => setLeft(false)}
          onBlur={() => {
            setLeft(true)
            const day = readDay(text)
            if (day) setText(showDay(day))
          }}
        />
        <button type="button" className="lt-day__open" aria-label={texts.calendar} onClick={() => picker.current?.showPicker()}>
          ▾
        </button>
        <input ref={picker} type="date" className="lt-day__picker" tabIndex={-1} aria-hidden="true" value={value} onChange={(event) => onChange(event.target.value, event.target.value)} />
      </span>
      {isWrong && isLeft ? (
        <span id={hint} className="lt-field__error" role="alert">
          {texts.noDay}
        </span>
      ) : null}
    </>
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
