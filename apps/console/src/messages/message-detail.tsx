/** One message opened: who, when, the sound, what led to it, and what can be done with it. */

import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Button, Tooltip } from '@mantine/core'
import {
  IconArrowBackUp,
  IconCheck,
  IconDownload,
  IconMessage,
  IconRoute,
  IconTrash,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Ref } from 'react'
import { addressOf, api } from '../api/client.ts'
import { said } from '../api/server-words.ts'
import { KeyHint } from '../parts/key-hint.tsx'
import { printed } from '../parts/numbers.ts'
import { Quoted } from '../parts/quoted.tsx'
import { Note } from '../parts/state-badge.tsx'
import { clockTime, dateInWords } from '../parts/time.ts'
import { BackToList } from './back-to-list.tsx'
import { HeardBy } from './heard-by.tsx'
import { Letters } from './letters.tsx'
import type { Message } from './message.ts'
import classes from './message-detail.module.css'
import { Notes } from './notes.tsx'
import { Player, type PlayerHandle } from './player.tsx'

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

interface Props {
  readonly message: Message
  readonly player: Ref<PlayerHandle>
  readonly onBack: () => void
  readonly mark: (message: Message, state: 'new' | 'saved' | 'deleted') => void
}

export function MessageDetail({ message, player, onBack, mark }: Props) {
  const { t, i18n } = useLingui()
  const { callerName, callerNumber, startedAt, seconds, state, cutShort } = message
  const params = { messageId: message.id }
  const number = callerNumber ? printed(callerNumber) : undefined
  return (
    <article className={classes.detail}>
      <header className={classes.head}>
        <BackToList onBack={onBack} />
        <div className={classes.who}>
          <h2>
            {callerName ?? number ?? t`Number withheld`}{' '}
            {callerName && number && <span className={`${classes.number} figures`}>{number}</span>}
          </h2>
          <p className="middle figures">
            {dateInWords(startedAt, Date.now(), zone, i18n.locale)}, {clockTime(startedAt, zone, i18n.locale)}
            <ForNumber callId={message.callId} />
          </p>
        </div>
        {state === 'deleted' ? (
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={16} aria-hidden />}
            onClick={() => mark(message, 'saved')}
          >
            <Trans>Restore</Trans>
          </Button>
        ) : (
          <>
            <Button
              variant="default"
              leftSection={<IconCheck size={16} aria-hidden />}
              rightSection={<KeyHint>E</KeyHint>}
              aria-keyshortcuts="E"
              onClick={() => mark(message, state === 'new' ? 'saved' : 'new')}
            >
              {state === 'new' ? <Trans>Handled</Trans> : <Trans>New again</Trans>}
            </Button>
            <Tooltip label={t`Download`}>
              <ActionIcon
                component="a"
                href={addressOf('getMessageAudio', { params })}
                download
                variant="default"
                size={32}
                aria-label={t`Download`}
              >
                <IconDownload size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
            <Tooltip label={t`Delete`}>
              <ActionIcon
                variant="default"
                size={32}
                aria-label={t`Delete`}
                aria-keyshortcuts="#"
                onClick={() => mark(message, 'deleted')}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </>
        )}
      </header>
      <Player
        ref={player}
        messageId={message.id}
        length={seconds}
        onPlayed={() => state === 'new' && mark(message, 'saved')}
      />
      {cutShort && (
        <Note tone="wait" icon={<IconRoute size={16} aria-hidden />}>
          <Trans>The recording was cut short; it is kept up to its last second.</Trans>
        </Note>
      )}
      {message.transcript && (
        <Note tone="plain" icon={<IconMessage size={16} aria-hidden />}>
          <Quoted>{message.transcript}</Quoted>
        </Note>
      )}
      <WhyHere callId={message.callId} />
      <Letters messageId={message.id} />
      <HeardBy messageId={message.id} />
      {callerNumber && <FromThisCaller callerNumber={callerNumber} except={message.callId} />}
      <Notes key={message.id} messageId={message.id} />
    </article>
  )
}

function useCall(callId: string) {
  return useQuery({ queryKey: ['call', callId], queryFn: () => api.getCall({ params: { callId } }) }).data
}

function ForNumber({ callId }: { callId: string }) {
  const call = useCall(callId)
  return call ? <Trans>, for {printed(call.calledNumber)}</Trans> : null
}

/** What led to the mailbox: the rule that decided, and each step before it. */
function WhyHere({ callId }: { callId: string }) {
  const call = useCall(callId)
  if (!call) return null
  const before = call.path.filter(({ step }) => step !== 'voicemail')
  return (
    <Note tone="plain" icon={<IconRoute size={16} aria-hidden />}>
      {before.map(({ reason }) => said(reason)).join(' ')}{' '}
      <Link to={`/calls/${encodeURIComponent(callId)}` as never}>
        <Trans>The call</Trans>
      </Link>
    </Note>
  )
}

function FromThisCaller({ callerNumber, except }: { callerNumber: string; except: string }) {
  const { i18n } = useLingui()
  const { data } = useQuery({
    queryKey: ['calls-of', callerNumber],
    queryFn: () => api.listCalls({ query: { callerDigits: callerNumber.replace(/\D/g, ''), limit: 6 } }),
    enabled: /^\+?\d{2,15}$/.test(callerNumber),
  })
  const others = (data?.items ?? []).filter(
    (call) => call.callId !== except && call.callerNumber === callerNumber,
  )
  if (others.length === 0) return null
  return (
    <section>
      <h3>
        <Trans>From this caller</Trans>
      </h3>
      <ul className={classes.others}>
        {others.map((call) => (
          <li key={call.callId}>
            <span className="figures middle">
              {dateInWords(call.startedAt, Date.now(), zone, i18n.locale)}
            </span>
            <Link to={`/calls/${encodeURIComponent(call.callId)}` as never}>{said(call.sentence)}</Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
