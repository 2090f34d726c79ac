/** Members that would not ring now, since when, and the way to their devices for whoever looks after them. */
import { Trans, useLingui } from '@lingui/react/macro'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { printed } from '../../parts/numbers.ts'
import { Note } from '../../parts/state-badge.tsx'
import { whenInWords } from '../../parts/time.ts'
import { isOperator, useMe } from '../../session.ts'
import type { MainDialogProps } from '../main-dialogs.tsx'
import type { Candidate } from './use-hunt-group-form.ts'

interface Props extends Pick<MainDialogProps, 'site' | 'number'> {
  /** At least one. */
  readonly members: readonly Candidate[]
}

export function Silent({ members, site, number }: Props) {
  const { t, i18n } = useLingui()
  const named = members.map(({ name, e164 }) => name || printed(e164))
  const withoutDevice = members.every(({ devices }) => devices === 0)
  const lost = members[0]?.unregisteredSince
  const when = lost && whenInWords(lost, Date.now(), site.timeZone, i18n.locale)
  const since = when ? ` ${t`since ${when}`}` : ''
  return (
    <Note tone="wait" icon={<IconAlertTriangle size={16} aria-hidden />}>
      {withoutDevice ? (
        <Trans>
          <strong>{named.join(', ')}</strong>: no device yet, skipped until there is one.
        </Trans>
      ) : members.length === 1 ? (
        <Trans>
          <strong>{named[0]}</strong> has no registered device{since}. It is skipped; check its cable or
          power.
        </Trans>
      ) : (
        <Trans>
          <strong>{named.join(', ')}</strong> have no registered device. They are skipped; check cables and
          power.
        </Trans>
      )}{' '}
      <WayToDevices site={site} number={number}>
        {members.length === 1 ? <Trans>Its devices</Trans> : <Trans>Their devices</Trans>}
      </WayToDevices>
    </Note>
  )
}

/** The landlord's own telephony has its devices at the site; an occupier has no page of devices. */
function WayToDevices({
  site,
  number,
  children,
}: Pick<Props, 'site' | 'number'> & { children: React.ReactNode }) {
  const { role, operatorId } = useMe().active
  if (!isOperator(role)) return null
  const isOwn = number.organizationId === operatorId
  return (
    <Link
      to={(isOwn ? `/spaces/${site.id}/devices` : `/occupiers/${number.organizationId}/devices`) as never}
    >
      {children}
    </Link>
  )
}
