/** "Live", or since when it is not: whether this page hears of changes as they happen. */
import { Trans, useLingui } from '@lingui/react/macro'
import { IconBroadcast } from '@tabler/icons-react'
import { useLive } from '../api/live.tsx'
import { Status } from '../parts/state-badge.tsx'
import { clockTime } from '../parts/time.ts'

const browserZone = Intl.DateTimeFormat().resolvedOptions().timeZone

export function LiveState() {
  const { i18n } = useLingui()
  const { connected, asOf } = useLive()
  const icon = <IconBroadcast size={15} stroke={1.9} aria-hidden />
  return (
    <span role="status">
      {connected ? (
        <Status tone="ok" icon={icon}>
          <Trans>Live</Trans>
        </Status>
      ) : (
        <Status tone="wait" icon={icon}>
          {asOf === undefined ? (
            <Trans>Connecting</Trans>
          ) : (
            <Trans>Reconnecting, as of {clockTime(asOf, browserZone, i18n.locale)}</Trans>
          )}
        </Status>
      )}
    </span>
  )
}
