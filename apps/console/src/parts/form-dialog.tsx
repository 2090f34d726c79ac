/** A dialog that is one form: its fields, what was wrong, Cancel and the button that sends it; Ctrl Enter sends it too. */
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { Wrong } from '../sign-in/sign-in-form.tsx'
import classes from './form.module.css'
import { TypedModal } from './guarded-modal.tsx'

interface FormProps {
  /** What the button says: a verb, with its object where that is not clear. */
  readonly verb: ReactNode
  readonly sending: boolean
  /** What was refused; null where the form says it in another way. */
  readonly error: Error | null
  /** What was refused of one field, which says it. */
  readonly fault?: Error | null
  /** What is good to know before it is sent. */
  readonly note?: ReactNode
  readonly onSend: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}

interface Props extends FormProps {
  readonly title: string
  /** px */
  readonly size?: number
}

/** Two sendings within so long are one meant twice, ms. */
const AT_ONCE_MS = 500

export function FormDialog({ title, size = 460, ...form }: Props) {
  return (
    <TypedModal opened onClose={form.onClose} title={title} size={size}>
      <DialogForm {...form} />
    </TypedModal>
  )
}

/** The form alone, for a dialog that first loads what it is about. */
export function DialogForm({ verb, sending, error, fault, note, onSend, onClose, children }: FormProps) {
  const sentAt = useRef(Number.NEGATIVE_INFINITY)
  // Once the answer is there, what is sent next is meant, however soon.
  useEffect(() => {
    if (error || fault) sentAt.current = Number.NEGATIVE_INFINITY
  }, [error, fault])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // A second Enter comes before the page shows that the first is under way.
    if (sending || event.timeStamp - sentAt.current < AT_ONCE_MS) return
    sentAt.current = event.timeStamp
    onSend()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key === 'Enter' && event.ctrlKey) event.currentTarget.requestSubmit()
  }
  return (
    <form className={classes.form} onSubmit={submit} onKeyDown={onKeyDown}>
      {children}
      {error && <Wrong error={error} />}
      {note && <p className="meta">{note}</p>}
      <div className={classes.foot}>
        <Button variant="subtle" onClick={onClose}>
          <Trans>Cancel</Trans>
        </Button>
        <Button type="submit" loading={sending}>
          {verb}
        </Button>
      </div>
    </form>
  )
}
