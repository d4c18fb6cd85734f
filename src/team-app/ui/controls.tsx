/** The few controls every feature uses: choices as big buttons, a number without a keyboard, a sheet over the screen. */
import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { texts } from '../texts.js'
import { Icon, type IconName } from './icons.js'

export interface Choice<T> {
  value: T
  label: string
  icon?: IconName
}

/** Choices as buttons; a tap decides. `chosen` is shown and spoken as pressed. */
export function Choices<T extends string | number>(props: { label: string; choices: readonly Choice<T>[]; chosen?: T | readonly T[] | undefined; onChoose: (value: T) => void; isLabelHidden?: boolean; isGrid?: boolean }) {
  const id = useId()
  const isChosen = (value: T): boolean => (Array.isArray(props.chosen) ? props.chosen.includes(value) : props.chosen === value)
  return (
    <div class="group" role="group" aria-labelledby={id}>
      <p id={id} class={props.isLabelHidden ? 'unseen' : 'label'}>
        {props.label}
      </p>
      <div class={props.isGrid ? 'choices grid' : 'choices'}>
        {props.choices.map((choice) => (
          <button key={choice.value} type="button" class="choice" aria-pressed={isChosen(choice.value)} onClick={() => props.onChoose(choice.value)}>
            {isChosen(choice.value) && <Icon name="tick" size={20} />}
            {choice.icon && <Icon name={choice.icon} />}
            <span>{choice.label}</span>
          </button>
        ))}
      </div>
    </div>
  )
}

/** A number with − and +, and a field for those who rather type. Empty means "not said". */
export function Stepper(props: { label: string; value: number | undefined; unit?: string; step?: number; max?: number; onChange: (value: number | undefined) => void }) {
  const id = useId()
  const step = props.step ?? 1
  const max = props.max ?? 999_999
  const move = (by: number): void => props.onChange(Math.min(max, Math.max(0, (props.value ?? 0) + by)))
  return (
    <div class="stepper">
      <label for={id}>{props.label}</label>
      <div class="stepper-row">
        <button type="button" aria-label={texts.app.less(props.label)} onClick={() => move(-step)}>
          <Icon name="minus" />
        </button>
        <input
          id={id}
          inputMode="numeric"
          autocomplete="off"
          value={props.value === undefined ? '' : String(props.value)}
          onInput={(event) => {
            const digits = event.currentTarget.value.replace(/\D/g, '').slice(0, 12)
            props.onChange(digits === '' ? undefined : Math.min(max, Number(digits)))
          }}
        />
        <button type="button" aria-label={texts.app.more(props.label)} onClick={() => move(step)}>
          <Icon name="plus" />
        </button>
        {props.unit && <span class="unit">{props.unit}</span>}
      </div>
    </div>
  )
}

/** One line of text to type. */
export function Field(props: { label: string; hint?: string; value: string; error?: string | undefined; maxLength?: number; spellcheck?: boolean; capitals?: 'characters' | 'words' | 'sentences'; isPlainLetters?: boolean; onInput: (value: string) => void }) {
  const id = useId()
  const described = [props.hint && `${id}-hint`, props.error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.hint && (
        <p id={`${id}-hint`} class="hint">
          {props.hint}
        </p>
      )}
      {props.error && (
        <p id={`${id}-error`} class="error">
          <Icon name="warn" size={20} /> {props.error}
        </p>
      )}
      <input
        id={id}
        value={props.value}
        maxLength={props.maxLength ?? 200}
        autocomplete="off"
        spellcheck={props.spellcheck ?? false}
        autocapitalize={props.capitals ?? 'sentences'}
        // Keyboards do not put Vietnamese marks on an address.
        inputMode={props.isPlainLetters ? 'email' : undefined}
        aria-describedby={described || undefined}
        aria-invalid={props.error ? true : undefined}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </div>
  )
}

/** Opens the phone's own choice of files; the same file may be chosen again. */
export function FileButton(props: { label: string; icon: IconName; accept: string; isMultiple?: boolean; isDisabled?: boolean; onChoose: (files: File[]) => void }) {
  return (
    <label class="file-button">
      <Icon name={props.icon} /> {props.label}
      <input
        type="file"
        accept={props.accept}
        multiple={props.isMultiple}
        disabled={props.isDisabled}
        onChange={(event) => {
          const files = Array.from(event.currentTarget.files ?? [])
          event.currentTarget.value = ''
          props.onChoose(files)
        }}
      />
    </label>
  )
}

/** A sheet over the screen: the rest is out of reach until it is answered or closed. */
export function Sheet(props: { title: string; onClose: () => void; children: ComponentChildren }) {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    if (element && !element.open) element.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      class="sheet"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        props.onClose()
      }}
      onClick={(event) => {
        if (event.target === dialog.current) props.onClose()
      }}
    >
      <div class="sheet-inside">
        <div class="sheet-top">
          <h2 id={id}>{props.title}</h2>
          <button type="button" class="bare" aria-label={texts.app.close} onClick={props.onClose}>
            <Icon name="close" />
          </button>
        </div>
        {props.children}
      </div>
    </dialog>
  )
}
