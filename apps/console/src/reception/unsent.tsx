/** Messages for callers who have hung up, which nobody has sent yet. */
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconNote } from '@tabler/icons-react'
import { useState } from 'react'
import { Note } from '../parts/state-badge.tsx'
import classes from './desk.module.css'
import type { DeskCall } from './desk-state.ts'
import type { Kept } from './kept-drafts.ts'

interface Props {
  readonly messages: readonly Kept[]
  readonly onWrite: (call: DeskCall) => void
  readonly onDrop: (call: DeskCall) => void
}

export const Unsent = ({ messages, onWrite, onDrop }: Props) =>
  messages.map(({ call }) => (
    <Note key={call.liveCallId} tone="wait" icon={<IconNote size={16} aria-hidden />}>
      <OneUnsent company={call.organizationName} onWrite={() => onWrite(call)} onDrop={() => onDrop(call)} />
    </Note>
  ))

interface OneProps {
  readonly company: string
  readonly onWrite: () => void
  readonly onDrop: () => void
}

function OneUnsent({ company, onWrite, onDrop }: OneProps) {
  const [asked, setAsked] = useState(false)
  return (
    <div className={classes.unsent}>
      <span>
        {asked ? (
          <Trans>Discard what is written for {company}?</Trans>
        ) : (
          <Trans>A message for {company} is not sent yet.</Trans>
        )}
      </span>
      {asked ? (
        <>
          <Button size="compact-sm" data-danger onClick={onDrop}>
            <Trans>Discard</Trans>
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={() => setAsked(false)}>
            <Trans>Keep</Trans>
          </Button>
        </>
      ) : (
        <>
          <Button size="compact-sm" variant="default" onClick={onWrite}>
            <Trans>Go on writing</Trans>
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={() => setAsked(true)}>
            <Trans>Discard</Trans>
          </Button>
        </>
      )}
    </div>
  )
}
