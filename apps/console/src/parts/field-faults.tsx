/**
 * What a field of a form lacks, said beneath the field, in the language of the console: the browser would say it in a bubble
 * and in its own. Stands once in the whole console; a form needs nothing but `required`, `type`,
 * `data-longest` and the other constraints.
 */
import { useLingui } from '@lingui/react/macro'
import { Input } from '@mantine/core'
import { useCallback, useEffect, useId, useRef, useState } from 'react'
import { createPortal } from 'react-dom'

type Field = HTMLInputElement | HTMLTextAreaElement

interface Fault {
  readonly field: Field
  /** Around the field and its label: what is wrong stands at its end. */
  readonly wrapper: Element
}

/** Set while a field is left: what it lacks is said, and nobody is called back to it. */
let leaving = false

/** Says what is wrong with a field that is being left, before the form is sent. */
export function sayFaultOf(field: Field): void {
  leaving = true
  field.checkValidity()
  leaving = false
}

const wrapperOf = (field: Field) => field.closest('.mantine-InputWrapper-root')

const isField = (target: EventTarget | null): target is Field =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement

/** Characters more than fit a field with `data-longest`: it takes them, for `maxLength` would cut off the end of a name unseen. */
const tooManyIn = ({ value, dataset }: Field): number =>
  value.trim().length - Number(dataset['longest'] ?? Number.POSITIVE_INFINITY)

/** Spaces alone are nothing, though the browser takes them. */
const isBlank = ({ required, value }: Field): boolean => required && value !== '' && value.trim() === ''

/** What the field shows once it has a fault; the words are tied to it for a screen reader (WCAG 3.3.1). */
function mark(field: Field, id: string): () => void {
  const frame = field.closest('.mantine-Input-wrapper')
  const described = field.getAttribute('aria-describedby')
  field.setAttribute('aria-invalid', 'true')
  field.setAttribute('aria-describedby', described ? `${described} ${id}` : id)
  frame?.setAttribute('data-error', 'true')
  return () => {
    field.removeAttribute('aria-invalid')
    if (described) field.setAttribute('aria-describedby', described)
    else field.removeAttribute('aria-describedby')
    frame?.removeAttribute('data-error')
  }
}

export function FieldFaults() {
  const [faults, setFaults] = useState<readonly Fault[]>([])
  const known = useRef(faults)
  known.current = faults
  const id = useId()
  const words = useWords()
  const { t, i18n } = useLingui()
  const fillIn = t`Fill this in.`
  const tooLong = useCallback(
    (longest: number, over: number) => t`At most ${i18n.number(longest)} characters: ${over} too many.`,
    [t, i18n],
  )
  useEffect(() => {
    let focused = false
    const onInvalid = (event: Event) => {
      const field = event.target as Field
      const wrapper = wrapperOf(field)
      if (!wrapper) return
      event.preventDefault()
      // The first of a form is where one has to begin; the others are said, and wait.
      if (!focused && !leaving) {
        focused = true
        field.focus()
        setTimeout(() => {
          focused = false
        })
      }
      setFaults((all) => [...all.filter((fault) => fault.field !== field), { field, wrapper }])
    }
    // A choice from a list changes its field without an event of the field, and only once React has drawn it.
    const onChange = () => {
      if (known.current.length > 0)
        setTimeout(() =>
          setFaults((all) => all.filter(({ field }) => field.isConnected && !field.validity.valid)),
        )
    }
    const onInput = ({ target }: Event) => {
      if (!isField(target)) return
      const over = tooManyIn(target)
      if (over > 0) {
        target.setCustomValidity(tooLong(Number(target.dataset['longest']), over))
        sayFaultOf(target)
      } else if (isBlank(target)) target.setCustomValidity(fillIn)
      else if (target.validationMessage === fillIn || target.dataset['longest'] !== undefined)
        target.setCustomValidity('')
    }
    document.addEventListener('input', onInput, true)
    document.addEventListener('invalid', onInvalid, true)
    for (const type of ['input', 'change', 'click', 'focusout']) document.addEventListener(type, onChange)
    return () => {
      document.removeEventListener('input', onInput, true)
      document.removeEventListener('invalid', onInvalid, true)
      for (const type of ['input', 'change', 'click', 'focusout'])
        document.removeEventListener(type, onChange)
    }
  }, [fillIn, tooLong])
  useEffect(() => {
    const marks = faults.map(({ field }, index) => mark(field, `${id}${index}`))
    return () => {
      for (const unmark of marks) unmark()
    }
  }, [faults, id])
  return faults.map(({ field, wrapper }, index) =>
    createPortal(
      <Input.Error id={`${id}${index}`} mt={4}>
        {words(field)}
      </Input.Error>,
      wrapper,
      `${id}${index}`,
    ),
  )
}

/** What is wrong with a field, and what would be right. */
function useWords(): (field: Field) => string {
  const { t } = useLingui()
  return (field) => {
    const { validity, type } = field
    if (validity.customError) return field.validationMessage
    if (validity.valueMissing && type === 'checkbox') return t`Tick this to go on.`
    if (validity.badInput && type === 'number') return t`That is no number.`
    if (validity.badInput) return t`That is no complete date and time.`
    if (validity.valueMissing && field.getAttribute('aria-haspopup') === 'listbox') return t`Choose one.`
    if (validity.valueMissing) return t`Fill this in.`
    if (validity.typeMismatch && type === 'email') return t`An e-mail address looks like name@company.com.`
    if (validity.typeMismatch) return t`A web address starts with https://.`
    if (validity.tooShort) return t`At least ${field.minLength} characters.`
    if (validity.rangeUnderflow) return t`${(field as HTMLInputElement).min} or more.`
    if (validity.rangeOverflow) return t`${(field as HTMLInputElement).max} or less.`
    return t`This cannot be taken as it is.`
  }
}
