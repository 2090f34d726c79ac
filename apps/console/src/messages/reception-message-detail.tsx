/** One message of reception opened: what the caller wanted of whom, whom it was mailed to, and who sees to it. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconCircleCheck, IconPhoneOutgoing } from '@tabler/icons-react'
import { KeyHint } from '../parts/key-hint.tsx'
import { printed } from '../parts/numbers.ts'
import { Note, Tag } from '../parts/state-badge.tsx'
import { clockTime, dateInWords, localZone } from '../parts/time.ts'
import { BackToList } from './back-to-list.tsx'
import { callerOf, type ReceptionMessage } from './message.ts'
import classes from './message-detail.module.css'

interface Props {
  readonly message: ReceptionMessage
  readonly acknowledge: () => void
  readonly busy: boolean
  readonly error: string | undefined
  readonly onBack: () => void
}

export function ReceptionMessageDetail({ message, acknowledge, busy, error, onBack }: Props) {
  const { t, i18n } = useLingui()
  const { acknowledgedAt, acknowledgedBy, takenAt, takenBy, organizationName, urgent, callBack } = message
  const instant = (at: string) =>
    `${dateInWords(at, Date.now(), localZone, i18n.locale)}, ${clockTime(at, localZone, i18n.locale)}`
  const taken = instant(takenAt)
  return (
    <article className={classes.detail}>
      <header className={classes.head}>
        <BackToList onBack={onBack} />
        <div className={classes.who}>
          <h2>{callerOf(message) ?? t`Caller without a name`}</h2>
          <p className="middle">
            <Trans>
              For {organizationName}, taken by {takenBy}, {taken}
            </Trans>
          </p>
        </div>
        {acknowledgedAt === null && (
          <Button
            variant="default"
            leftSection={<IconCheck size={16} aria-hidden />}
            rightSection={<KeyHint>E</KeyHint>}
            aria-keyshortcuts="E"
            loading={busy}
            onClick={acknowledge}
          >
            <Trans>Acknowledge</Trans>
          </Button>
        )}
      </header>
      {(urgent || callBack) && (
        <p className={classes.tags}>
          {urgent && <Tag tone="bad" icon={<IconAlertTriangle size={14} aria-hidden />}>{t`Urgent`}</Tag>}
          {callBack && (
            <Tag tone="wait" icon={<IconPhoneOutgoing size={14} aria-hidden />}>{t`Wants a call back`}</Tag>
          )}
        </p>
      )}
      <p className={classes.text}>{message.text}</p>
      <Facts message={message} />
      {error !== undefined && (
        <Note tone="bad" icon={<IconAlertTriangle size={16} aria-hidden />}>
          {error}
        </Note>
      )}
      {acknowledgedAt !== null && (
        <Note tone="ok" icon={<IconCircleCheck size={16} aria-hidden />}>
          <Acknowledged by={acknowledgedBy ?? ''} at={instant(acknowledgedAt)} />
        </Note>
      )}
    </article>
  )
}

const Acknowledged = ({ by, at }: { by: string; at: string }) => (
  <Trans>
    {by} sees to it, since {at}.
  </Trans>
)

function Facts({ message }: { message: ReceptionMessage }) {
  const { t } = useLingui()
  const { recipient, callerNumber, callerCompany, mailedTo } = message
  const facts: readonly (readonly [string, string | null])[] = [
    [t`For`, recipient],
    [t`Number`, callerNumber && printed(callerNumber)],
    [t`Company`, callerCompany],
    [t`E-mail to`, mailedTo.length === 0 ? t`nobody; it is here only` : mailedTo.join(', ')],
  ]
  return (
    <dl className={classes.facts}>
      {facts
        .filter(([, value]) => value !== null)
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="figures">{value}</dd>
          </div>
        ))}
    </dl>
  )
}
