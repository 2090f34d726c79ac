/** An act that cannot be undone: says what is lost, then does it. */
import { Trans } from '@lingui/react/macro'
import { Button, Modal } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ApiRefusal } from '../api/client.ts'
import { Wrong } from '../sign-in/sign-in-form.tsx'
import classes from './form.module.css'
import { Note } from './state-badge.tsx'

interface Props {
  /** A question: "Revoke the token “Booking system”?" */
  readonly title: string
  /** What the act is called: "Revoke token". */
  readonly act: string
  /** Reads its thing anew, whatever came of it: a stale act (N12) is repeated on what holds now. */
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
        {run.error && <Refusal error={run.error} />}
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

function Refusal({ error }: { error: Error }) {
  if (!(error instanceof ApiRefusal) || error.code !== 'stale-version') return <Wrong error={error} />
  return (
    <div role="alert">
      <Note tone="wait" icon={<IconUsers size={16} aria-hidden />}>
        <Trans>Somebody changed it in between. Behind this you see how it is now.</Trans>
      </Note>
    </div>
  )
}
