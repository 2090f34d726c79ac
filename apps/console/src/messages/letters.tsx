/** What became of the letters about a message: one line a recipient (M13). */
import { Trans, useLingui } from '@lingui/react/macro'
import type { AnswerOf } from '../api/client.ts'
import { clockTime, shortDate } from '../parts/time.ts'
import classes from './message-detail.module.css'
import { useMessageDetail } from './use-message-detail.ts'

type Letter = AnswerOf<'getMessage'>['deliveries'][number]

export function Letters({ messageId }: { messageId: string }) {
  const { data } = useMessageDetail(messageId)
  if (!data || data.deliveries.length === 0) return null
  return (
    <section>
      <h3>
        <Trans>By e-mail</Trans>
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
    </section>
  )
}

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

function Outcome({ letter: { state, attempts, lastError, settledAt } }: { letter: Letter }) {
  const { i18n } = useLingui()
  if (state === 'sent' && settledAt) {
    const at = `${shortDate(settledAt, zone, i18n.locale)}, ${clockTime(settledAt, zone, i18n.locale)}`
    return <Trans>taken by the mail server, {at}</Trans>
  }
  if (state === 'failed') return <Trans>given up: {lastError}</Trans>
  if (attempts === 0) return <Trans>on its way</Trans>
  return (
    <Trans>
      tried {attempts} times, tried again: {lastError}
    </Trans>
  )
}
