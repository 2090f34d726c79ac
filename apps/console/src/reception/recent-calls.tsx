/** What happened before: calls of this caller to the organization, or what this seat answered. */

import { Trans, useLingui } from '@lingui/react/macro'
import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type AnswerOf, api } from '../api/client.ts'
import { useRefreshOn } from '../api/live.tsx'
import { said } from '../api/server-words.ts'
import { whenInWords } from '../parts/time.ts'
import { useSiteOrganizations } from '../spaces/site-organizations.ts'
import type { DeskCall } from './desk-state.ts'
import classes from './recent-calls.module.css'

type Call = AnswerOf<'listCalls'>['items'][number]

interface Props {
  readonly siteId: string
  readonly zone: string
  readonly seatId: string | undefined
  readonly call: DeskCall | undefined
}

/** So many are shown. */
const SHOWN = 8

export function RecentCalls({ siteId, zone, seatId, call }: Props) {
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
        <FromCaller call={call} zone={zone} />
      ) : (
        <Mine siteId={siteId} seatId={seatId} zone={zone} />
      )}
    </>
  )
}

function FromCaller({ call, zone }: { call: DeskCall; zone: string }) {
  const { t } = useLingui()
  const { organizationId } = call
  const digits = call.callerNumber?.replace(/\D/g, '') ?? ''
  const { data } = useQuery({
    queryKey: ['calls-of-caller', organizationId, digits],
    enabled: digits.length > 1 && organizationId !== null,
    queryFn: () =>
      api.listCalls({
        query: { organizationId: organizationId ?? '', callerDigits: digits, limit: SHOWN },
      }),
  })
  return <List zone={zone} calls={data?.items ?? []} none={t`No earlier call to this organization.`} />
}

interface MineProps {
  readonly siteId: string
  readonly seatId: string | undefined
  readonly zone: string
}

function Mine({ siteId, seatId, zone }: MineProps) {
  const { t } = useLingui()
  const queryKey = ['calls-of-seat', seatId]
  const { data } = useQuery({
    queryKey,
    enabled: seatId !== undefined,
    queryFn: () => api.listCalls({ query: { siteId, seatId: seatId ?? '', limit: SHOWN } }),
  })
  useRefreshOn(['call.ended'], queryKey)
  const { byId } = useSiteOrganizations(siteId)
  const nameOf = (id: string) => byId.get(id)?.name
  return <List zone={zone} calls={data?.items ?? []} none={t`No calls yet.`} nameOf={nameOf} />
}

interface ListProps {
  readonly zone: string
  readonly calls: readonly Call[]
  readonly none: string
  /** Of organizations, where the calls are to several. */
  readonly nameOf?: (organizationId: string) => string | undefined
}

function List({ zone, calls, none, nameOf }: ListProps) {
  const { i18n } = useLingui()
  if (calls.length === 0) return <p className={classes.none}>{none}</p>
  return (
    <ul className={classes.calls} data-named={nameOf !== undefined || undefined}>
      {calls.map(({ callId, startedAt, organizationId, sentence, receptionist }) => (
        <li key={callId}>
          <span className="figures middle">{whenInWords(startedAt, Date.now(), zone, i18n.locale)}</span>
          {nameOf && <span className="cut">{organizationId && nameOf(organizationId)}</span>}
          <span className="cut">{said(sentence)}</span>
          <span className="cut middle">{receptionist ?? '–'}</span>
        </li>
      ))}
    </ul>
  )
}
