/** What was typed and not saved is not lost by Escape, by a click beside a dialog, or by a link: it is asked first. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Modal } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import classes from './form.module.css'

const Unsaved = createContext<{ current: boolean }>({ current: false })

/** Tells the guard around this part whether something is typed that is not saved. */
export function useUnsaved(changed: boolean): void {
  const unsaved = useContext(Unsaved)
  unsaved.current = changed
  useEffect(
    () => () => {
      unsaved.current = false
    },
    [unsaved],
  )
}

interface GuardProps {
  /** What is closed, once nothing is lost by it or the person says so. */
  readonly onClose: () => void
  /** @param dismiss for what may be meant otherwise: Escape, the cross, a click beside */
  readonly children: (dismiss: () => void) => ReactNode
}

export function UnsavedGuard({ onClose, children }: GuardProps) {
  const unsaved = useRef(false)
  const [asking, setAsking] = useState(false)
  return (
    <Unsaved value={unsaved}>
      {children(() => (unsaved.current ? setAsking(true) : onClose()))}
      {asking && (
        <AskToLeave
          onStay={() => setAsking(false)}
          onLeave={() => {
            setAsking(false)
            onClose()
          }}
        />
      )}
    </Unsaved>
  )
}

/** Of a page: another page is opened, or this one closed, only when the person says so. */
export function StayWhile({ changed }: { changed: boolean }) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => changed && current.pathname !== next.pathname,
    enableBeforeUnload: () => changed,
    withResolver: true,
  })
  return status === 'blocked' ? <AskToLeave onStay={reset} onLeave={proceed} /> : null
}

function AskToLeave({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  const { t } = useLingui()
  return (
    <Modal opened onClose={onStay} title={t`Leave without saving?`} size={420} zIndex={400}>
      <div className={classes.form}>
        <p>
          <Trans>What you have changed here is not saved, and would be lost.</Trans>
        </p>
        <div className={classes.foot}>
          <Button variant="subtle" data-danger onClick={onLeave}>
            <Trans>Leave</Trans>
          </Button>
          <Button data-autofocus onClick={onStay}>
            <Trans>Keep editing</Trans>
          </Button>
        </div>
      </div>
    </Modal>
  )
}
