/** An act that cannot be undone: says what is lost, then does it. */
import { Trans } from '@lingui/react/macro'
import { Button, Modal } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Wrong } from '../sign-in/sign-in-form.tsx'
import classes from './form.module.css'

interface Props {
  /** A question: "Revoke the token “Booking system”?" */
  readonly title: string
  /** What the act is called: "Revoke token". */
  readonly act: string
  readonly onAct: () => Promise<unknown>
  readonly onClose: () => void
  /** What then happens. */
  readonly children: ReactNode
}

export function Confirm({ title, act, onAct, onClose, children }: Props) {
  const run = useMutation({ mutationFn: onAct, onSuccess: onClose })
  return (
    <Modal opened onClose={onClose} title={title} size={460}>
      <div className={classes.form}>
        <p>{children}</p>
        {run.error && <Wrong error={run.error} />}
        <div className={classes.foot}>
          <Button variant="subtle" data-autofocus onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button data-danger loading={run.isPending} onClick={() => run.mutate()}>
            {act}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
