/** Begins and ends to listen to a seat that talks; says who listens. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconEar, IconEarOff } from '@tabler/icons-react'
import type { DeskCall, SeatOnDesk } from '../desk-state.ts'
import type { ListenIn } from './use-listen-in.ts'
import classes from './wallboard.module.css'

interface Props {
  readonly seat: SeatOnDesk
  /** What it talks about now. */
  readonly call: DeskCall
  /** undefined: whoever looks at the board may not. */
  readonly listenIn: ListenIn | undefined
}

export function ListenButton({ seat, call, listenIn }: Props) {
  const { t } = useLingui()
  if (listenIn?.liveCallId === call.liveCallId)
    return (
      <Button
        size="compact-sm"
        variant="default"
        aria-pressed
        leftSection={<IconEarOff size={16} aria-hidden />}
        onClick={listenIn.stop}
        aria-label={t`Stop listening to ${seat.name}`}
      >
        {listenIn.connected ? <Trans>Stop listening</Trans> : <Trans>Connecting…</Trans>}
      </Button>
    )
  if (call.listener !== null)
    return (
      <span className={classes.listener}>
        <Trans>{call.listener} listens</Trans>
      </span>
    )
  return (
    listenIn && (
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconEar size={16} aria-hidden />}
        onClick={() => listenIn.start(call.liveCallId)}
        aria-label={t`Listen to ${seat.name}`}
      >
        <Trans>Listen</Trans>
      </Button>
    )
  )
}
