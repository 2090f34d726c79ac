/** What became of the letters about a message: one line a recipient, and a way to try those that wait at once (M13). */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type AnswerOf, api } from '../api/client.ts'
import { localZone, whenInWords } from '../parts/time.ts'
import classes from './message-detail.module.css'
import { useMessageDetail } from './use-message-detail.ts'

type Letter = AnswerOf<'getMessage'>['deliveries'][number]

export function Letters({ messageId }: { messageId: string }) {
  const { data } = useMessageDetail(messageId)
  if (!data || data.deliveries.length === 0) return null
  const waits = data.deliveries.filter(
    ({ state, attempts }) => state === 'failed' || (state === 'queued' && attempts > 0),
  )
  return (
    <section>
      <h3>
        <Trans>E-mail</Trans>
      </h3>
      <ul className={classes.letters}>
        {data.deliveries.map((letter) => (
          <li key={letter.recipient}>
            <span className="cut">{letter.recipient}</span>
            <span className="middle" data-tone={letter.state}>
              <Outcome letter={letter} />
            </span>
          </li>
        ))}
      </ul>
      {waits.length > 0 && <Waiting messageId={messageId} letters={waits} />}
    </section>
  )
}

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
    <p className={classes.waiting}>
      <span className="middle">
        <Trans>The message stays here whether or not the e-mail arrives.</Trans>{' '}
        {end && <Trans>Tries go on until {end}.</Trans>}
      </span>
      <Button variant="default" size="compact-sm" loading={retry.isPending} onClick={() => retry.mutate()}>
        <Trans>Try now</Trans>
      </Button>
    </p>
  )
}

function Outcome({ letter: { state, attempts, lastError, settledAt, nextTryAt } }: { letter: Letter }) {
  const { i18n } = useLingui()
  const inWords = (at: string) => whenInWords(at, Date.now(), localZone, i18n.locale)
  if (state === 'sent' && settledAt) return <Trans>taken by the mail server, {inWords(settledAt)}</Trans>
  if (state === 'failed') return <Trans>given up: {lastError}</Trans>
  if (attempts === 0) return <Trans>on its way</Trans>
  return nextTryAt && Date.parse(nextTryAt) > Date.now() ? (
    <Trans>
      next try {inWords(nextTryAt)}, tried {attempts} times: {lastError}
    </Trans>
  ) : (
    <Trans>
      tried again, {attempts} times before: {lastError}
    </Trans>
  )
}
