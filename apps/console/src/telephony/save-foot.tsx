/** The foot of a main number's dialog: what a save came to stays in view with the buttons, however far the rest is scrolled. */
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { KeyHint } from '../parts/key-hint.tsx'
import { Wrong } from '../sign-in/sign-in-form.tsx'
import classes from './save-foot.module.css'

interface Props {
  /** Whose version goes on, where somebody saved in between. */
  readonly stale: ReactNode
  /** What was refused; null where `stale` says it. */
  readonly error: Error | null | undefined
  readonly saving: boolean
  /** What is typed cannot be saved: the button looks so, and a press is taken all the same. */
  readonly faulty?: boolean
  /** What stands above it draws the line itself. */
  readonly unlined?: boolean
  readonly onSave: () => void
  readonly onClose: () => void
  /** What holds, and further buttons. */
  readonly children: ReactNode
}

export function SaveFoot({ stale, error, saving, faulty, unlined, onSave, onClose, children }: Props) {
  return (
    <footer className={classes.foot} data-unlined={unlined || undefined}>
      {stale && <div className={classes.note}>{stale}</div>}
      {error && (
        <div className={classes.note}>
          <Wrong error={error} />
        </div>
      )}
      {children}
      <Button variant="subtle" rightSection={<KeyHint>Esc</KeyHint>} onClick={onClose}>
        <Trans>Cancel</Trans>
      </Button>
      <Button
        rightSection={<KeyHint>Ctrl ⏎</KeyHint>}
        loading={saving}
        aria-disabled={faulty || undefined}
        data-disabled={faulty || undefined}
        aria-keyshortcuts="Control+Enter"
        onClick={onSave}
      >
        <Trans>Save</Trans>
      </Button>
    </footer>
  )
}
