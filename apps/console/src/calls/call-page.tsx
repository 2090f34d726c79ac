/** One call opened: the sentence, the facts, the timeline of its legs, its SIP messages, the quality of its sound, its path. */

import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconDownload, IconLink } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type ReactNode, Suspense } from 'react'
import { addressOf, api } from '../api/client.ts'
import { said } from '../api/server-words.ts'
import { Boundary } from '../parts/boundary.tsx'
import { printed, withNumbersPrinted } from '../parts/numbers.ts'
import { SkeletonRows } from '../parts/states.tsx'
import { clockTime, dateInWords, durationInWords, fullDate, localZone } from '../parts/time.ts'
import { may, useMe } from '../session.ts'
import { useCrumbs } from '../shell/crumbs.tsx'
import classes from './call-page.module.css'
import { type CallInFull, useEnderWords } from './call-words.ts'
import { Direction } from './direction.tsx'
import { Ladder } from './ladder.tsx'
import { MediaQuality } from './media-quality.tsx'
import { Neighbours } from './neighbours.tsx'
import { Path } from './path.tsx'
import { ResultTag } from './result-tag.tsx'
import { SettingsVersion } from './settings-version.tsx'
import { Timeline } from './timeline.tsx'
import { secondsWaited } from './waited.ts'

export function CallPage() {
  const { callId } = useParams({ strict: false })
  return (
    <Boundary>
      <Suspense fallback={<SkeletonRows rows={8} />}>
        <OneCall callId={callId ?? ''} />
      </Suspense>
    </Boundary>
  )
}

function OneCall({ callId }: { callId: string }) {
  const { t, i18n } = useLingui()
  const { data: call } = useSuspenseQuery({
    queryKey: ['call', callId],
    queryFn: () => api.getCall({ params: { callId } }),
  })
  const { company, trunk, zone } = useNamesOf(call)
  const time = clockTime(call.startedAt, zone, i18n.locale)
  useCrumbs([
    { label: t`Calls`, to: '/calls' },
    { label: dateInWords(call.startedAt, Date.now(), zone, i18n.locale) },
    { label: time },
  ])
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1 className={classes.sentence}>
          <Opening call={call} company={company} time={time} /> {said(call.sentence)}
        </h1>
        <div className={classes.actions}>
          <Neighbours call={call} />
          <CopyLink />
          <Export callId={callId} />
        </div>
      </header>
      <Facts call={call} trunk={trunk} zone={zone} />
      <Timeline call={call} />
      <div className={classes.columns}>
        <Ladder call={call} />
        <div className={classes.beside}>
          <MediaQuality call={call} />
          <Path call={call} zone={zone} />
        </div>
      </div>
    </div>
  )
}

/**
 * The company that was called, and for the provider the carrier; undefined where there is none, or not to be seen. And the zone of
 * the site, by whose clock its hours ruled and its letters tell of the call; that of this browser for a call to no site.
 */
function useNamesOf({ organizationId, siteId, trunkId }: CallInFull) {
  const me = useMe()
  const { data } = useSuspenseQuery({
    queryKey: ['call-names', organizationId, siteId, trunkId],
    queryFn: async () => {
      const [organization, trunk, site] = await Promise.all([
        organizationId && api.getOrganization({ params: { organizationId } }).catch(() => undefined),
        trunkId && may(me, 'get-trunk') && api.getTrunk({ params: { trunkId } }).catch(() => undefined),
        siteId && api.getSite({ params: { siteId } }).catch(() => undefined),
      ])
      return {
        company: organization ? organization.name : undefined,
        trunk: trunk ? trunk.name : undefined,
        zone: site ? site.timeZone : localZone,
      }
    },
    staleTime: 300_000,
  })
  return data
}

function Opening({ call, company, time }: { call: CallInFull; company: string | undefined; time: string }) {
  const { t } = useLingui()
  const from = caller(call, t`A withheld number`)
  const number = printed(call.calledNumber)
  if (call.outgoing !== null)
    return company === undefined ? (
      <Trans>
        <strong>{from}</strong> called <strong>{number}</strong> outside at {time}.
      </Trans>
    ) : (
      <Trans>
        <strong>{from}</strong> of <strong>{company}</strong> called <strong>{number}</strong> outside at{' '}
        {time}.
      </Trans>
    )
  return company === undefined ? (
    <Trans>
      <strong>{from}</strong> called <strong>{number}</strong> at {time}.
    </Trans>
  ) : (
    <Trans>
      <strong>{from}</strong> called <strong>{company}</strong> on {number} at {time}.
    </Trans>
  )
}

const caller = ({ callerNumber, callerName }: CallInFull, withheld: string): string =>
  callerNumber ? [callerName, printed(callerNumber)].filter(Boolean).join(', ') : withheld

interface FactsProps {
  readonly call: CallInFull
  readonly trunk: string | undefined
  readonly zone: string
}

function Facts({ call, trunk, zone }: FactsProps) {
  const { t, i18n } = useLingui()
  const enders = useEnderWords()
  const decided = call.path.find(({ step }) => step === 'arrival')
  const waited = secondsWaited(call)
  const began = `${fullDate(call.startedAt, zone, i18n.locale)}, ${clockTime(call.startedAt, zone, i18n.locale)}`
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t`Began`, `${began} ${zone}`],
    [t`Direction`, <Direction key="direction" outgoing={call.outgoing} />],
    [t`Result`, <ResultTag key="result" result={call.result} />],
    [t`Why this route`, decided ? said(decided.reason) : '–'],
    [t`Settings`, <SettingsVersion key="settings" call={call} />],
    [t`Waited`, waited === undefined ? '–' : durationInWords(waited)],
    [t`Total`, durationInWords(call.seconds)],
    [t`Answered by`, withNumbersPrinted(call.answeredBy ?? '–')],
    [t`Ended by`, enders(call)],
    ...(trunk === undefined ? [] : ([[t`Trunk`, trunk]] as const)),
  ]
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** All that is kept of the call, as the API answers it: for a carrier, or whoever looks after the phones. */
function Export({ callId }: { callId: string }) {
  return (
    <Button
      component="a"
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
      href={addressOf('getCall', { params: { callId } })}
      download={`call-${callId}.json`}
    >
      <Trans>Export</Trans>
    </Button>
  )
}

function CopyLink() {
  const clipboard = useClipboard({ timeout: 2_000 })
  return (
    <Button
      variant="default"
      leftSection={
        clipboard.copied ? <IconCheck size={16} aria-hidden /> : <IconLink size={16} aria-hidden />
      }
      onClick={() => clipboard.copy(window.location.href)}
    >
      {clipboard.copied ? <Trans>Copied</Trans> : <Trans>Copy link</Trans>}
    </Button>
  )
}
