/** The columns of the list of phone numbers: state, person, devices and their registration, group, actions. */

import { useLingui } from '@lingui/react/macro'
import {
  IconCheck,
  IconDeviceLandlinePhone,
  IconDeviceMobileOff,
  IconPhone,
  IconPointFilled,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import type { AnswerOf } from '../api/client.ts'
import { useRefreshOn } from '../api/live.tsx'
import { NotRegistered, unregisteredSince } from '../devices/registered.tsx'
import type { Column } from '../parts/data-table.tsx'
import { Elapsed } from '../parts/elapsed.tsx'
import { printed } from '../parts/numbers.ts'
import { StateBadge, Status } from '../parts/state-badge.tsx'
import { useAtRest } from '../parts/use-at-rest.ts'
import { may, useMe } from '../session.ts'
import { Extension } from './extension.tsx'
import type { PhoneNumber } from './main-number.tsx'
import { PhoneNumberActions, QuickActions } from './phone-number-actions.tsx'
import classes from './phone-numbers.module.css'
import { devicesQuery, huntMembersQuery, newMessagesQuery } from './queries.ts'
import type { Site } from './telephony.tsx'

type Device = AnswerOf<'listDevices'>['items'][number]

interface Scope {
  readonly filter: { readonly organizationId: string; readonly siteId: string }
  readonly mainNumberId: string | undefined
  readonly site: Site
  /** Each row has a second line, for what has no column there. */
  readonly isPhone?: boolean | undefined
}

export function usePhoneNumberColumns(scope: Scope): readonly Column<PhoneNumber>[] {
  const { filter, mainNumberId, site, isPhone } = scope
  const zone = site.timeZone
  const { t } = useLingui()
  const devices = useDevices(filter)
  const members = useMembers(mainNumberId)
  const messages = useNewMessages(filter)
  const mayReadGroup = may(useMe(), 'list-hunt-members')
  return useMemo(() => {
    const columns: readonly Column<PhoneNumber>[] = [
      {
        id: 'number',
        header: t`Number`,
        width: isPhone ? 'minmax(130px, 1fr)' : 'minmax(150px, 166px)',
        figures: true,
        cell: (number) => (
          <TwoLines second={isPhone && nameOf(number)}>
            <strong style={{ fontWeight: 500 }}>{printed(number.e164)}</strong>
          </TwoLines>
        ),
      },
      {
        id: 'extension',
        header: 'EXT',
        width: '72px',
        from: 420,
        figures: true,
        cell: (number) => <Extension number={number} site={site} />,
      },
      {
        id: 'state',
        header: t`State`,
        width: isPhone ? '142px' : 'minmax(100px, 116px)',
        cell: ({ id, state }) => (
          <TwoLines second={isPhone && <Devices devices={devices.get(id) ?? []} zone={zone} />}>
            <StateBadge state={state} />
          </TwoLines>
        ),
      },
      {
        id: 'who',
        header: t`Assigned to`,
        width: 'minmax(120px, 1fr)',
        from: 520,
        cell: (number) => nameOf(number) || <span className="quiet">–</span>,
      },
      {
        id: 'devices',
        header: t`Devices`,
        width: '160px',
        from: 720,
        cell: ({ id }) => <Devices devices={devices.get(id) ?? []} zone={zone} />,
      },
      {
        id: 'group',
        header: t`Hunt group`,
        width: '104px',
        from: 900,
        cell: ({ id }) =>
          members.has(id) ? (
            <span>
              <IconCheck size={15} aria-hidden style={{ verticalAlign: '-2px' }} /> {t`Rings`}
            </span>
          ) : (
            <span className="quiet">–</span>
          ),
      },
      {
        id: 'voicemail',
        header: t`Voicemail`,
        width: '84px',
        from: 980,
        cell: ({ id }) => <NewMessages count={messages.get(id)} />,
      },
      {
        id: 'quick',
        header: <span className="unseen">{t`Possible now`}</span>,
        width: 'minmax(300px, 1.4fr)',
        from: 1160,
        end: true,
        cell: (number) => <QuickActions number={number} site={site} />,
      },
      {
        id: 'actions',
        header: <span className="unseen">{t`Actions`}</span>,
        width: isPhone ? '40px' : '44px',
        end: true,
        cell: (number) => <PhoneNumberActions number={number} site={site} />,
      },
    ]
    // Who is not told who rings is not told that nobody does.
    return columns.filter(({ id }) => id !== 'group' || mayReadGroup)
  }, [t, devices, members, messages, isPhone, zone, site, mayReadGroup])
}

const nameOf = ({ assignedName, label }: PhoneNumber): string => assignedName || label

function TwoLines({ second, children }: { second: ReactNode; children: ReactNode }) {
  return second ? (
    <span className={classes.lines}>
      {children}
      <span className="middle cut">{second}</span>
    </span>
  ) : (
    children
  )
}

function Devices({ devices, zone }: { devices: readonly Device[]; zone: string }) {
  const { t } = useLingui()
  const registered = devices.filter((device) => device.registered).length
  if (devices.length === 0)
    return (
      <Status tone="idle" icon={<IconDeviceMobileOff size={15} aria-hidden />}>
        {t`No device yet`}
      </Status>
    )
  const since = devices.flatMap((device) => device.talkingSince ?? []).sort()[0]
  if (since !== undefined)
    return (
      <Status tone="accent" icon={<IconPhone size={15} aria-hidden />}>
        {t`Talking`} <Elapsed since={since} />
      </Status>
    )
  return registered > 0 ? (
    <Status tone="ok" icon={<IconDeviceLandlinePhone size={15} aria-hidden />}>
      {t`${registered} registered`}
    </Status>
  ) : (
    <NotRegistered since={unregisteredSince(devices)} zone={zone} />
  )
}

/** By number. One query for the organization, whatever the length of the list. */
function useDevices({ organizationId, siteId }: Scope['filter']): ReadonlyMap<string, readonly Device[]> {
  const query = devicesQuery({ organizationId, siteId })
  const { data } = useQuery(query)
  useRefreshOn(['device', 'call.answered', 'call.ended'], query.queryKey, organizationId)
  return useMemo(() => Map.groupBy(data?.items ?? [], ({ numberId }) => numberId), [data])
}

/** By number. */
function useNewMessages(place: Scope['filter']): ReadonlyMap<string, number> {
  const query = newMessagesQuery(place)
  const { data } = useQuery({ ...query, enabled: useAtRest() })
  useRefreshOn(['message.'], query.queryKey, place.organizationId)
  return data ?? none
}

const none: ReadonlyMap<string, number> = new Map()

function NewMessages({ count }: { count: number | undefined }) {
  const { t } = useLingui()
  if (!count) return <span className="quiet">–</span>
  return (
    <Status tone="accent" icon={<IconPointFilled size={15} aria-hidden />}>
      {t`${count} new`}
    </Status>
  )
}

function useMembers(mainNumberId: string | undefined): ReadonlySet<string> {
  const { data } = useQuery({ ...huntMembersQuery(mainNumberId ?? ''), enabled: mainNumberId !== undefined })
  return useMemo(
    () => new Set(data?.members.flatMap((member) => (member.kind === 'number' ? [member.numberId] : []))),
    [data],
  )
}
