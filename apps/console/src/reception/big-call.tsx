/** The call in the middle: while it rings the card is as large as it is read aloud; then what can be done with it. */

import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import {
  IconAlarm,
  IconArrowForwardUp,
  IconArrowsExchange,
  IconBellRinging,
  IconEar,
  IconInfoCircle,
  IconMailbox,
  IconMicrophone,
  IconMicrophoneOff,
  IconNote,
  IconPhone,
  IconPhoneIncoming,
  IconPhoneOff,
  IconPlayerPause,
  IconPlayerPlay,
} from '@tabler/icons-react'
import { said } from '../api/server-words.ts'
import { Elapsed } from '../parts/elapsed.tsx'
import { withNumbersPrinted } from '../parts/numbers.ts'
import { Quoted } from '../parts/quoted.tsx'
import { Tag } from '../parts/state-badge.tsx'
import { whenInWords } from '../parts/time.ts'
import { Caller, CallerBefore } from './caller.tsx'
import classes from './desk.module.css'
import { actionsOf, type DeskAction, type DeskCall } from './desk-state.ts'
import { DeskKey, useSpokenKey } from './keys/desk-key.tsx'
import type { DeskKeyAction } from './keys/key-names.ts'

export interface CallActions {
  readonly act: (action: DeskAction) => void
  readonly message: () => void
  readonly leave: () => void
  /** Whether the microphone of this page is off; undefined: it is not in use. */
  readonly muted: boolean | undefined
  readonly mute: () => void
}

interface Props extends CallActions {
  readonly call: DeskCall
  readonly ahead: number
  readonly promise: number
  readonly zone: string
  readonly busy: boolean
  readonly takenBy: string | undefined
  readonly error: string | undefined
}

export function BigCall(props: Props) {
  const { call, error } = props
  const waits = call.state === 'waiting'
  return (
    <section
      className={classes.big}
      data-ringing={waits || undefined}
      aria-label={call.organizationName}
      aria-busy={props.busy}
    >
      {waits ? <Ringing {...props} /> : <Attended {...props} />}
      <p role="alert" className={classes.refusal}>
        {error}
      </p>
    </section>
  )
}

function Ringing({ call, ahead, promise, zone, takenBy, act, leave }: Props) {
  const { t } = useLingui()
  const spoken = useSpokenKey()
  const { card } = call
  return (
    <>
      <div className={classes.line}>
        <Tag tone="wait" icon={<IconBellRinging size={14} aria-hidden />}>
          {call.returned ? t`Came back` : t`Ringing`}
        </Tag>
        <span className={classes.waited}>
          <IconAlarm size={15} aria-hidden className={classes.late} />
          <Trans>
            waited <Elapsed since={call.since} ahead={ahead} promise={promise} />, promise {promise} s
          </Trans>
        </span>
        <Line call={call} />
      </div>
      <h2 className={classes.company}>{call.organizationName}</h2>
      {(call.why ?? card.pronunciation) && (
        <p className="middle">
          {call.why && said(call.why)} {card.pronunciation && <Trans>Say {card.pronunciation}.</Trans>}
        </p>
      )}
      <p className={classes.greeting}>
        <Quoted>{card.greeting}</Quoted>
      </p>
      <Comments call={call} zone={zone} />
      <div className={classes.calling}>
        <IconPhoneIncoming size={20} stroke={1.8} aria-hidden />
        <div>
          <Caller call={call} />
          <CallerBefore call={call} zone={zone} />
        </div>
      </div>
      <div className={classes.go}>
        <Button
          size="md"
          leftSection={<IconPhone size={18} aria-hidden />}
          rightSection={<DeskKey of="answer" />}
          aria-keyshortcuts={spoken('answer')}
          onClick={() => act('answer')}
          disabled={takenBy !== undefined}
        >
          {takenBy === undefined ? <Trans>Answer</Trans> : <Trans>taken by {takenBy}</Trans>}
        </Button>
        {actionsOf(call).includes('voicemail') && takenBy === undefined && (
          <Button
            size="md"
            variant="default"
            leftSection={<IconMailbox size={18} aria-hidden />}
            rightSection={<DeskKey of="voicemail" />}
            aria-keyshortcuts={spoken('voicemail')}
            onClick={() => act('voicemail')}
          >
            <Trans>To voicemail</Trans>
          </Button>
        )}
        <Button
          size="md"
          variant="subtle"
          rightSection={<DeskKey of="leave" />}
          aria-keyshortcuts={spoken('leave')}
          onClick={leave}
        >
          <Trans>Leave to others</Trans>
        </Button>
      </div>
    </>
  )
}

function Attended({ call, ahead, zone, act, message, muted, mute }: Props) {
  const { t } = useLingui()
  const person = withNumbersPrinted(call.person ?? '')
  const words = {
    talking: t`Talking`,
    held: t`On hold`,
    asking: t`Ringing ${person}`,
    consulting: t`Talking to ${person}, caller waits`,
    swapped: t`Talking, ${person} waits`,
    passing: t`Ringing ${person}`,
    waiting: '',
  }
  const held = call.state === 'held'
  return (
    <>
      <div className={classes.line}>
        <Tag
          tone={held ? 'held' : 'ok'}
          icon={held ? <IconPlayerPause size={14} aria-hidden /> : <IconPhone size={14} aria-hidden />}
        >
          {words[call.state]} <Elapsed since={call.answeredAt ?? call.since} ahead={ahead} />
        </Tag>
        {call.listener !== null && (
          <Tag tone="wait" icon={<IconEar size={14} aria-hidden />}>
            <Trans>{call.listener} listens</Trans>
          </Tag>
        )}
        <Line call={call} />
      </div>
      <div className={classes.talkingTo}>
        <h2>{call.organizationName}</h2>
        <Caller call={call} />
      </div>
      <Comments call={call} zone={zone} />
      <Tools call={call} act={act} message={message} muted={muted} mute={mute} />
    </>
  )
}

function Tools({
  call,
  act,
  message,
  muted,
  mute,
}: Pick<Props, 'call' | 'act' | 'message' | 'muted' | 'mute'>) {
  const { t } = useLingui()
  const spoken = useSpokenKey()
  const tools: readonly (readonly [DeskAction, string, DeskKeyAction, typeof IconPhone])[] = [
    ['hold', t`Hold`, 'hold', IconPlayerPause],
    ['resume', t`Back to the caller`, 'hold', IconPlayerPlay],
    ['connect', t`Connect the two`, 'ask', IconArrowForwardUp],
    ['swap', t`Swap`, 'swap', IconArrowsExchange],
    ['return', t`Back to the caller`, 'hold', IconPlayerPlay],
    ['voicemail', t`Voicemail`, 'voicemail', IconMailbox],
  ]
  const may = actionsOf(call)
  return (
    <div className={classes.tools}>
      {tools
        .filter(([action]) => may.includes(action))
        .map(([action, label, key, Icon]) => (
          <Button
            key={action}
            variant="default"
            leftSection={<Icon size={16} aria-hidden />}
            rightSection={<DeskKey of={key} />}
            aria-keyshortcuts={spoken(key)}
            onClick={() => act(action)}
          >
            {label}
          </Button>
        ))}
      {muted !== undefined && (
        <Button
          variant="default"
          aria-pressed={muted}
          leftSection={
            muted ? <IconMicrophoneOff size={16} aria-hidden /> : <IconMicrophone size={16} aria-hidden />
          }
          rightSection={<DeskKey of="mute" />}
          aria-keyshortcuts={spoken('mute')}
          onClick={mute}
        >
          {muted ? <Trans>Microphone is off</Trans> : <Trans>Mute</Trans>}
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconNote size={16} aria-hidden />}
        rightSection={<DeskKey of="message" />}
        aria-keyshortcuts={spoken('message')}
        onClick={message}
      >
        <Trans>Message</Trans>
      </Button>
      {may.includes('hang-up') && (
        <Button
          variant="default"
          className={classes.hangUp}
          leftSection={<IconPhoneOff size={16} aria-hidden />}
          rightSection={<DeskKey of="hang-up" />}
          aria-keyshortcuts={spoken('hang-up')}
          onClick={() => act('hang-up')}
        >
          <Trans>Hang up</Trans>
        </Button>
      )}
    </div>
  )
}

const Line = ({ call }: { call: DeskCall }) => (
  <span className={`${classes.end} middle`}>
    {call.card.open ? <Trans>Main number, in hours</Trans> : <Trans>Main number, out of hours</Trans>}
  </span>
)

function Comments({ call, zone }: { call: DeskCall; zone: string }) {
  const { i18n } = useLingui()
  const { comments } = call.card
  if (comments.length === 0) return null
  return (
    <ul className={classes.comments}>
      {comments.map(({ text, expiresAt }) => (
        <li key={text}>
          <IconInfoCircle size={17} aria-hidden />
          <span>
            {text}{' '}
            {expiresAt && (
              <span className="middle figures">
                <Trans>until {whenInWords(expiresAt, Date.now(), zone, i18n.locale)}</Trans>
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** What nobody rings for: how many wait, said once in a while by screen readers. */
export const QuietDesk = ({ waiting }: { waiting: number }) => (
  <section className={classes.big}>
    <p className={classes.quiet}>
      {waiting === 0 ? (
        <Trans>Nobody waits. The next call shows here while it rings.</Trans>
      ) : (
        <Plural value={waiting} one="# caller waits for others." other="# callers wait for others." />
      )}
    </p>
  </section>
)
