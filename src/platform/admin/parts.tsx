'use client'
/** Small parts of every desk view: tags, bars, what to show while loading, when empty and when refused. */
import { Button } from '@payloadcms/ui'
import type { ReactNode } from 'react'

import type { Refusal } from './call-desk'
import { showNumber, showShare } from './formats'
import { useTexts } from './language'
import { commonTexts } from './texts'

export type Tone = 'plain' | 'good' | 'wait' | 'bad' | 'quiet'

export function Tag({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`lt-tag lt-tag--${tone}`}>{children}</span>
}

/** A part of a whole as a bar, for eyes only: the figures stand beside it in text. */
export function ShareBar({ part, whole, late = 0 }: { part: number; whole: number; late?: number }) {
  const share = whole > 0 ? Math.min(100, (100 * part) / whole) : 0
  const lateShare = whole > 0 ? Math.min(share, (100 * late) / whole) : 0
  return (
    <span className="lt-bar" aria-hidden="true">
      <span className="lt-bar__good" style={{ width: `${share - lateShare}%` }} />
      <span className="lt-bar__late" style={{ width: `${lateShare}%` }} />
    </span>
  )
}

/** Work under way on the server. */
export function ProgressBar({ done, total, label }: { done: number; total: number; label: string }) {
  return (
    <div className="lt-progress">
      <div className="lt-progress__head">
        <span>{label}</span>
        <span>
          {showNumber(done)} / {showNumber(total)} ({showShare(done, total)})
        </span>
      </div>
      <progress className="lt-progress__bar" max={Math.max(1, total)} value={done} aria-label={label} />
    </div>
  )
}

export function Skeleton({ lines = 4 }: { lines?: number }) {
  const texts = useTexts(commonTexts)
  return (
    <div className="lt-skeleton" role="status" aria-label={texts.loading}>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} style={{ width: `${92 - ((index * 17) % 40)}%` }} />
      ))}
    </div>
  )
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="lt-empty">
      <strong>{title}</strong>
      {children ? <div>{children}</div> : null}
    </div>
  )
}

/** A refusal with what is wrong where; stays until it is solved. */
export function Refused({ refusal, onRetry, placeOf }: { refusal: Refusal; onRetry?: () => void; placeOf?: (path: string) => string }) {
  const texts = useTexts(commonTexts)
  return (
    <div className="lt-refused" role="alert">
      <p>{refusal.message}</p>
      {refusal.errors.length > 0 ? (
        <ul>
          {refusal.errors.map(({ path, message }) => (
            <li key={`${path}:${message}`}>{[placeOf?.(path), message].filter(Boolean).join(': ')}</li>
          ))}
        </ul>
      ) : null}
      {onRetry ? (
        <Button buttonStyle="secondary" size="small" margin={false} onClick={onRetry}>
          {texts.retry}
        </Button>
      ) : null}
    </div>
  )
}

export function Section({ title, aside, children, id }: { title: string; aside?: ReactNode; children: ReactNode; id?: string }) {
  return (
    <section className="lt-section" id={id}>
      <div className="lt-section__head">
        <h2>{title}</h2>
        {aside ? <div className="lt-section__aside">{aside}</div> : null}
      </div>
      {children}
    </section>
  )
}

/** A labelled field; `hint` says what happens with what is typed. */
export function Labelled({ label, hint, error, isRequired = false, children }: { label: string; hint?: ReactNode; error?: string | undefined; isRequired?: boolean; children: ReactNode }) {
  const texts = useTexts(commonTexts)
  return (
    <label className="lt-field">
      <span className="lt-field__label">
        {label}
        {isRequired ? <abbr title={texts.required}> *</abbr> : null}
      </span>
      {children}
      {hint ? <span className="lt-field__hint">{hint}</span> : null}
      {error ? (
        <span className="lt-field__error" role="alert">
          {error}
        </span>
      ) : null}
    </label>
  )
}
