/** What happened before: calls of this caller to the organization, or what this seat answered. */

import { Trans, useLingui } from '@lingui/react/macro'
import { SegmentedControl } from '@mantine/core'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api/client.ts'
import { useRefreshOn } from '../api/live.tsx'
import { said } from '../api/server-words.ts'
import { Failed } from '../parts/states.tsx'
import { whenInWords } from '../parts/time.ts'
import { siteOrganizationsQuery } from '../spaces/site-organizations.ts'
import type { DeskCall, SeatOnDesk } from './desk-state.ts'
import { digitsOf, type PastCall } from './known-of-caller.ts'
import classes from './recent-calls.module.css'
import { callerHistoryKey, useCallerHistory } from './use-caller-history.ts'

interface Props {
  readonly siteId: string
  readonly zone: string
  /** Of the receptionist. */
  readonly seat: SeatOnDesk | undefined
  readonly call: DeskCall | undefined
}

type ListOfCaller = Props & { readonly call: DeskCall }

/** So many are shown. */
const SHOWN = 8

export function RecentCalls({ siteId, zone, seat, call }: Props) {
  const { t } = useLingui()
  const [wanted, setWanted] = useState<'caller' | 'mine'>('caller')
  const shows = call ? wanted : 'mine'
  return (
    <>
      <header className={classes.head}>
        <h3>
          <Trans>Recent</Trans>
        </h3>
        {call && (
          <SegmentedControl
            size="xs"
            aria-label={t`Which calls`}
            value={shows}
            onChange={(value) => setWanted(value as typeof wanted)}
            data={[
              { value: 'caller', label: t`This caller` },
              { value: 'mine', label: t`My calls` },
            ]}
          />
        )}
      </header>
      {shows === 'caller' && call ? (
        <FromCaller siteId={siteId} call={call} zone={zone} seat={seat} />
      ) : (
        <Mine seat={seat} zone={zone} />
      )}
    </>
  )
}

function FromCaller({ siteId, call, zone, seat }: ListOfCaller) {
  const { t } = useLingui()
  const { data, error, refetch } = useCallerHistory(call)
  useRefreshOn(['call.ended'], callerHistoryKey, call.organizationId ?? undefined)
  if (digitsOf(call) === undefined)
    return (
      <p className={classes.none}>
        <Trans>The number is withheld: earlier calls of this caller cannot be known.</Trans>
      </p>
    )
  // Of a site whose calls come over to this reception its people see the calls only if they work there, too (C7).
  const none =
    call.siteId === siteId
      ? t`No earlier call to this organization.`
      : t`No earlier call to this organization that you may see: it is at another site.`
  return <List zone={zone} seat={seat} read={{ calls: data?.items, error, refetch }} none={none} />
}

/** Calls of other sites that came over to this reception are among them, where its people see that site (C7). */
function Mine({ seat, zone }: Pick<Props, 'seat' | 'zone'>) {
  const { t } = useLingui()
  const seatId = seat?.seatId
  const queryKey = ['calls-of-seat', seatId]
  const { data, error, refetch } = useQuery({
    queryKey,
    enabled: seatId !== undefined,
    queryFn: () => api.listCalls({ query: { seatId: seatId ?? '', limit: SHOWN } }),
  })
  useRefreshOn(['call.ended'], queryKey)
  const nameOf = useNamesAt(data?.items ?? [])
  const read = { calls: data?.items, error, refetch }
  return <List zone={zone} seat={seat} read={read} none={t`No calls yet.`} nameOf={nameOf} />
}

/** Names of the organizations that were called, wherever they are. */
function useNamesAt(calls: readonly PastCall[]): (organizationId: string) => string | undefined {
  const siteIds = [...new Set(calls.flatMap(({ siteId }) => siteId ?? []))]
  const sites = useQueries({ queries: siteIds.map(siteOrganizationsQuery) })
  const known = new Map(sites.flatMap(({ data = [] }) => data.map(({ id, name }) => [id, name] as const)))
  return (organizationId) => known.get(organizationId)
}

interface ListProps {
  readonly zone: string
  readonly seat: SeatOnDesk | undefined
  /** `calls`: undefined until they are read. */
  readonly read: {
    readonly calls: readonly PastCall[] | undefined
    readonly error: Error | null
    readonly refetch: () => void
  }
  readonly none: string
  /** Of organizations, where the calls are to several. */
  readonly nameOf?: (organizationId: string) => string | undefined
}

function List({ zone, seat, read: { calls, error, refetch }, none, nameOf }: ListProps) {
  const { t, i18n } = useLingui()
  if (!calls)
    return error ? <Failed what={t`Earlier calls could not be read.`} error={error} retry={refetch} /> : null
  if (calls.length === 0) return <p className={classes.none}>{none}</p>
  return (
    <ul className={classes.calls} data-named={nameOf !== undefined || undefined}>
      {calls.slice(0, SHOWN).map(({ callId, startedAt, organizationId, sentence, receptionist }) => (
        <li key={callId}>
          <span className="figures middle">{whenInWords(startedAt, Date.now(), zone, i18n.locale)}</span>
          {nameOf && <span className="cut">{organizationId && nameOf(organizationId)}</span>}
          <span className="cut">{said(sentence)}</span>
          <span className="cut middle">
            {receptionist === null ? '–' : receptionist === seat?.name ? t`you` : receptionist}
          </span>
        </li>
      ))}
    </ul>
  )
}
