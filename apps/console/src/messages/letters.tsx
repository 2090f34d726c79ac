/** What became of the letters about a message: one line a recipient, and a way to try those that wait at once (M13). */
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { UnstyledButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCircleCheck, IconMailOff, IconRefresh, IconSend } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type AnswerOf, api } from '../api/client.ts'
import { Note, Status } from '../parts/state-badge.tsx'
import { localZone, whenInWords } from '../parts/time.ts'
import classes from './message-detail.module.css'
import { useMessageDetail } from './use-message-detail.ts'

type Letter = AnswerOf<'getMessage'>['deliveries'][number]

export function Letters({ messageId }: { messageId: string }) {
  const { data } = useMessageDetail(messageId)
  if (!data || data.deliveries.length === 0) return null
  const waits = data.deliveries.filter(isInTrouble)
  return (
    <section>
      <h3>
        <Trans>E-mail</Trans>
      </h3>
      <ul className={classes.letters}>
        {data.deliveries.map((letter) => (
          <li key={letter.recipient}>
            <span className="cut">{letter.recipient}</span>
            <When letter={letter} />
            <Outcome letter={letter} />
          </li>
        ))}
      </ul>
      {waits.length > 0 && <Waiting messageId={messageId} letters={waits} />}
    </section>
  )
}

/** Those alone that have not arrived, in a line each: where there is no room for the others. */
export function LettersInTrouble({ messageId }: { messageId: string }) {
  const { data } = useMessageDetail(messageId)
  const waits = data?.deliveries.filter(isInTrouble) ?? []
  if (waits.length === 0) return null
  return (
    <Note tone="wait" icon={<IconRefresh size={16} aria-hidden />}>
      {waits.map((letter) => (
        <div key={letter.recipient} className={classes.inTrouble}>
          {letter.recipient}: <Outcome letter={letter} /> <When letter={letter} />
        </div>
      ))}
    </Note>
  )
}

const isInTrouble = ({ state, attempts }: Letter): boolean =>
  state === 'failed' || (state === 'queued' && attempts > 0)

function Waiting({ messageId, letters }: { messageId: string; letters: readonly Letter[] }) {
  const { i18n } = useLingui()
  const client = useQueryClient()
  const retry = useMutation({
    mutationFn: () => api.retryMessageLetters({ params: { messageId } }),
    onError: (error) => notifications.show({ color: 'red', message: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey: ['message', messageId] }),
  })
  const until = letters
    .flatMap(({ triedUntil }) => triedUntil ?? [])
    .sort()
    .at(-1)
  const end = until && whenInWords(until, Date.now(), localZone, i18n.locale)
  return (
    <p className="middle">
      <Trans>The message stays here whether or not the e-mail arrives.</Trans>{' '}
      {end && <Trans>Tries go on until {end}.</Trans>}{' '}
      <UnstyledButton
        className={classes.tryNow}
        aria-disabled={retry.isPending}
        onClick={() => retry.isPending || retry.mutate()}
      >
        <Trans>Try now</Trans>
      </UnstyledButton>
    </p>
  )
}

function When({ letter: { state, attempts, settledAt, nextTryAt } }: { letter: Letter }) {
  const { i18n } = useLingui()
  const inWords = (at: string) => whenInWords(at, Date.now(), localZone, i18n.locale)
  const waits = state === 'queued' && attempts > 0 && nextTryAt && Date.parse(nextTryAt) > Date.now()
  return (
    <span className="middle figures">
      {settledAt ? inWords(settledAt) : waits ? <Trans>next try {inWords(nextTryAt)}</Trans> : null}
    </span>
  )
}

/** Without the codes in front (RFC 5321 §4.2, RFC 3463): `452 4.2.2 Mailbox full`. */
const withoutCodes = (reply: string | null): string =>
  reply?.replace(/^\d{3}[ -](?:\d\.\d+\.\d+ )?/, '') ?? ''

function Outcome({ letter: { state, attempts, lastError } }: { letter: Letter }) {
  const why = withoutCodes(lastError)
  if (state === 'sent')
    return (
      <Status tone="ok" icon={<IconCircleCheck size={15} aria-hidden />}>
        <Trans>Delivered</Trans>
      </Status>
    )
  if (state === 'failed')
    return (
      <Status tone="bad" icon={<IconMailOff size={15} aria-hidden />}>
        <Trans>Given up: {why}</Trans>
      </Status>
    )
  if (attempts === 0)
    return (
      <Status tone="idle" icon={<IconSend size={15} aria-hidden />}>
        <Trans>On its way</Trans>
      </Status>
    )
  return (
    <Status tone="wait" icon={<IconRefresh size={15} aria-hidden />}>
      <Plural value={attempts} one={`${why}, # try`} other={`${why}, # tries`} />
    </Status>
  )
}
