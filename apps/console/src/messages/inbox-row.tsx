/** One row of the list of messages: who and when, in which state and how long or of what. */
import { useLingui } from '@lingui/react/macro'
import {
  IconAlertTriangle,
  IconArchive,
  IconCheck,
  IconNote,
  IconPointFilled,
  IconScissors,
  IconTrash,
} from '@tabler/icons-react'
import { memo } from 'react'
import { minutes } from '../calls/call-words.ts'
import { Status } from '../parts/state-badge.tsx'
import { localZone, whenInWords } from '../parts/time.ts'
import classes from './inbox.module.css'
import {
  callerOf,
  type InboxItem,
  instantOf,
  isNew,
  keyOf,
  type Message,
  type ReceptionMessage,
} from './message.ts'

/** Of a row, px. */
export const ROW_HEIGHT = 58

interface Props {
  readonly item: InboxItem
  /** Its place among all that are loaded, from 1, for those who hear the list: only some rows are drawn. */
  readonly place: number
  readonly of: number
  /** From the top of the list, px. */
  readonly start: number
  readonly opened: boolean
  /** Whether Tab comes to it: the arrows move between rows. */
  readonly inOrder: boolean
  readonly onOpen: (key: string) => void
}

export const InboxRow = memo(function InboxRow({ item, place, of, start, opened, inOrder, onOpen }: Props) {
  const { t, i18n } = useLingui()
  const key = keyOf(item)
  return (
    <li
      aria-posinset={place}
      aria-setsize={of}
      style={{ height: ROW_HEIGHT, transform: `translateY(${start}px)` }}
    >
      <button
        type="button"
        id={`message-${key}`}
        className={classes.row}
        aria-current={opened || undefined}
        tabIndex={inOrder ? 0 : -1}
        onClick={() => onOpen(key)}
      >
        <span className={classes.who} data-new={isNew(item) || undefined}>
          {callerOf(item) ?? (item.kind === 'voicemail' ? t`Number withheld` : t`Caller without a name`)}
        </span>
        <span className="figures middle">
          {whenInWords(instantOf(item), Date.now(), localZone, i18n.locale)}
        </span>
        {item.kind === 'voicemail' ? (
          <>
            <VoicemailState message={item} />
            <span className="figures middle">{minutes(item.seconds)}</span>
          </>
        ) : (
          <span className={classes.taken}>
            <ReceptionState message={item} />
            <span className="cut middle">{item.text}</span>
          </span>
        )}
      </button>
    </li>
  )
})

export function VoicemailState({ message: { state, cutShort } }: { message: Message }) {
  const { t } = useLingui()
  if (state === 'deleted')
    return <Status tone="idle" icon={<IconTrash size={14} aria-hidden />}>{t`Deleted`}</Status>
  if (state === 'new')
    return <Status tone="accent" icon={<IconPointFilled size={14} aria-hidden />}>{t`New`}</Status>
  if (cutShort)
    return <Status tone="wait" icon={<IconScissors size={14} aria-hidden />}>{t`Cut short`}</Status>
  return <Status tone="idle" icon={<IconArchive size={14} aria-hidden />}>{t`Saved`}</Status>
}

function ReceptionState({ message: { acknowledgedAt, urgent } }: { message: ReceptionMessage }) {
  const { t } = useLingui()
  if (acknowledgedAt !== null)
    return <Status tone="idle" icon={<IconCheck size={14} aria-hidden />}>{t`Acknowledged`}</Status>
  if (urgent)
    return <Status tone="bad" icon={<IconAlertTriangle size={14} aria-hidden />}>{t`Urgent`}</Status>
  return <Status tone="wait" icon={<IconNote size={14} aria-hidden />}>{t`To acknowledge`}</Status>
}
