/** The facts beside the routes: members, card, voicemail, e-mail, PIN, settings. */

import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { mostMessages, nearlyFullMessages } from '@mainline/pbx'
import { UnstyledButton } from '@mantine/core'
import { IconMailboxOff, IconPlugX, IconShieldCheck } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { addressOf, api } from '../api/client.ts'
import { Quoted } from '../parts/quoted.tsx'
import { Status } from '../parts/state-badge.tsx'
import { dayInWords } from '../parts/time.ts'
import { isOperator, may, useMe } from '../session.ts'
import { useSpanWords } from './call-settings/change-words.ts'
import classes from './main-summary.module.css'
import type { MainNumberSummary } from './main-summary.tsx'
import { proofQuery } from './queries.ts'
import type { TelephonySearch } from './search.ts'

interface Props {
  readonly summary: MainNumberSummary
  readonly changedAt: string
  readonly changedBy: string
  readonly zone: string
}

export function MainFacts({ summary, changedAt, changedBy, zone }: Props) {
  const { t, i18n } = useLingui()
  const { members, card, voicemail, settings, number, datedChanges } = summary
  // A landlord sees no message of a company: it would count none.
  const { role, operatorId } = useMe().active
  const isTheirs = !isOperator(role) || role === 'provider-admin' || number.organizationId === operatorId
  const silent = members.filter(({ kind, registered }) => kind === 'number' && registered === 0)
  const facts: { readonly name: string; readonly value: ReactNode }[] = [
    ...(number.label === '' ? [] : [{ name: t`Name`, value: <span className="cut">{number.label}</span> }]),
    {
      name: t`Members`,
      value: (
        <>
          {members.length}
          {silent.length > 0 && (
            <>
              {' '}
              <Status tone="wait" icon={<IconPlugX size={14} aria-hidden />}>
                {silent.length === 1
                  ? t`${silent[0]?.name} not registered`
                  : t`${silent.length} not registered`}
              </Status>
            </>
          )}
        </>
      ),
    },
    {
      name: t`Reception card`,
      value: card ? (
        <span className="cut">
          <Quoted>{card.greeting}</Quoted>
        </span>
      ) : (
        '–'
      ),
    },
    {
      name: t`Voicemail`,
      value: voicemail ? (
        <>
          {isTheirs ? (
            <Trans>
              {voicemail.newMessages} new, {voicemail.savedMessages} saved; kept in the mailbox
            </Trans>
          ) : (
            <Trans>kept in the mailbox; the company alone hears it</Trans>
          )}{' '}
          {isTheirs && <Fill messages={voicemail.newMessages + voicemail.savedMessages} />}
          <TakeAway numberId={number.id} />
        </>
      ) : (
        '–'
      ),
    },
    {
      name: t`E-mail to`,
      value: <span className="cut">{settings?.voicemailEmails.join(', ') || t`nobody`}</span>,
    },
    { name: t`Default PIN`, value: <DefaultPin numberId={number.id} pin={voicemail?.pin} /> },
    {
      name: t`Settings`,
      value: (
        <>
          <span>
            <Trans>
              <Link to="." search={toVersions as never}>
                Version {settings?.version}
              </Link>{' '}
              by {changedBy}, {dayInWords(changedAt, Date.now(), zone, i18n.locale)}
            </Trans>
          </span>{' '}
          <NoDeadEnd numberId={number.id} />
        </>
      ),
    },
  ]
  if (datedChanges.length > 0) facts.push({ name: t`Planned`, value: <Planned changes={datedChanges} /> })
  return (
    <dl className={classes.facts}>
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Dated changes that are in force or ahead (product §6.5), with the way to them. */
function Planned({ changes }: { changes: MainNumberSummary['datedChanges'] }) {
  const me = useMe()
  const span = useSpanWords()
  const [next] = changes
  if (!next) return null
  const more = changes.length - 1
  const words = (
    <>
      <Quoted>{next.name}</Quoted>, {span(next)}
    </>
  )
  return (
    <span>
      {may(me, 'list-dated-changes') ? (
        <Link to="." search={toChanges as never}>
          {words}
        </Link>
      ) : (
        words
      )}
      {more > 0 && (
        <>
          {' '}
          <Plural value={more} one="and # more" other="and # more" />
        </>
      )}
    </span>
  )
}

const toChanges = (search: TelephonySearch): TelephonySearch => ({
  ...search,
  dialog: 'call-settings',
  panel: 'dated',
})

const toVersions = (search: TelephonySearch): TelephonySearch => ({
  ...search,
  dialog: 'call-settings',
  panel: 'versions',
})

/** C14: full, callers can leave nothing; the people of the mailbox had a letter before. */
function Fill({ messages }: { messages: number }) {
  if (messages < nearlyFullMessages) return null
  const full = messages >= mostMessages
  return (
    <Status tone={full ? 'bad' : 'wait'} icon={<IconMailboxOff size={14} aria-hidden />}>
      {full ? (
        <Trans>full: callers can leave nothing</Trans>
      ) : (
        <Trans>nearly full: it holds {mostMessages} messages at most</Trans>
      )}
    </Status>
  )
}

/** The messages as one file. They are the organization's own: its landlord has nothing to take away. */
function TakeAway({ numberId }: { numberId: string }) {
  const me = useMe()
  if (!may(me, 'export-mailbox') || isOperator(me.active.role)) return null
  return (
    <a href={addressOf('exportMailbox', { params: { numberId } })} download>
      <Trans>Download all (ZIP)</Trans>
    </a>
  )
}

type Pin = NonNullable<MainNumberSummary['voicemail']>['pin']

/** Hidden until asked for; being shown is written down (M12). */
function DefaultPin({ numberId, pin }: { numberId: string; pin: Pin | undefined }) {
  const me = useMe()
  const show = useMutation({ mutationFn: () => api.getDefaultPin({ params: { numberId } }) })
  if (!pin) return '–'
  return (
    <span className={classes.pin}>
      <span className="figures">{show.data?.defaultPin ?? '••••••'}</span>
      {may(me, 'get-default-pin') && (
        <UnstyledButton className={classes.link} onClick={() => (show.data ? show.reset() : show.mutate())}>
          {show.data ? <Trans>Hide</Trans> : <Trans>Show</Trans>}
        </UnstyledButton>
      )}
      <span className="quiet">
        {pin.lockedAt ? (
          <Trans>locked after five failures</Trans>
        ) : pin.kind === 'own' ? (
          <Trans>replaced by the user</Trans>
        ) : (
          <Trans>not replaced yet</Trans>
        )}
      </span>
      {show.error && <span role="alert">{show.error.message}</span>}
    </span>
  )
}

function NoDeadEnd({ numberId }: { numberId: string }) {
  const { t } = useLingui()
  const { data } = useQuery(proofQuery(numberId))
  if (data?.holds === false) return null
  return (
    <span
      title={t`${data?.cases ?? 0} cases played: each ends at a person, a mailbox or a spoken notice.`}
      // Until it is known its place is kept: what is below must not jump.
      style={{ visibility: data ? undefined : 'hidden' }}
    >
      <Status tone="ok" icon={<IconShieldCheck size={15} aria-hidden />}>
        <Trans>No dead end</Trans>
      </Status>
    </span>
  )
}
