/** Messages: the list on the left, the opened one on the right; below 900 px one or the other. */
import { Trans, useLingui } from '@lingui/react/macro'
import { SegmentedControl } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconArchive, IconPointFilled, IconScissors, IconTrash } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type KeyboardEvent, type ReactNode, useCallback, useRef } from 'react'
import { api } from '../api/client.ts'
import { useRefreshOn } from '../api/live.tsx'
import { minutes } from '../calls/call-words.ts'
import { KeyHint } from '../parts/key-hint.tsx'
import { printed } from '../parts/numbers.ts'
import { Status } from '../parts/state-badge.tsx'
import { Empty, Failed, SkeletonRows } from '../parts/states.tsx'
import { whenInWords } from '../parts/time.ts'
import { may, useMe } from '../session.ts'
import { useCrumbs } from '../shell/crumbs.tsx'
import type { Message } from './message.ts'
import { MessageDetail } from './message-detail.tsx'
import { MessageKinds } from './message-kinds.tsx'
import { MessageSearch } from './message-search.tsx'
import classes from './messages-page.module.css'
import type { PlayerHandle } from './player.tsx'
import { ReceptionMessages } from './reception-messages.tsx'
import { Retention } from './retention.tsx'
import { useMarkMessage } from './use-mark-message.tsx'

export interface MessagesSearch {
  /** Voicemail when left out. */
  kind?: 'reception'
  state?: Message['state']
  message?: string
  /** What is looked for among them. */
  search?: string
}

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

export function MessagesPage() {
  const { t } = useLingui()
  useCrumbs([{ label: t`Messages` }])
  return (
    <>
      <h1 className={classes.title}>
        <Trans>Messages</Trans>
      </h1>
      <Messages />
    </>
  )
}

/** The messages of an organization, or of all that the person may hear: voicemail, and what reception took. */
export function Messages({ organizationId }: { organizationId?: string }) {
  const me = useMe()
  const { kind }: MessagesSearch = useSearch({ strict: false })
  const kinds = may(me, 'list-reception-messages') && <MessageKinds organizationId={organizationId} />
  return kind === 'reception' && kinds ? (
    <ReceptionMessages organizationId={organizationId} kinds={kinds} />
  ) : (
    <Voicemail organizationId={organizationId} kinds={kinds} />
  )
}

interface VoicemailProps {
  readonly organizationId: string | undefined
  /** The choice of the other kind. */
  readonly kinds: ReactNode
}

function Voicemail({ organizationId, kinds }: VoicemailProps) {
  const { t, i18n } = useLingui()
  const navigate = useNavigate()
  const { state, message: opened, search }: MessagesSearch = useSearch({ strict: false })
  const [text] = useDebouncedValue(search, 150)
  const mark = useMarkMessage()
  const { active } = useMe()
  const owner = organizationId ?? active.organizationId ?? active.operatorId
  const queryKey = ['messages', organizationId, state, text]
  const messages = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) =>
      api.listMessages({ query: { organizationId, state, search: text, after: pageParam, limit: 100 } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
  useRefreshOn(['message.'], ['messages'])
  const rows = (messages.data?.pages.flatMap((page) => page.items) ?? []).filter(
    (message) => message.state !== 'recording' && (state === 'deleted' || message.state !== 'deleted'),
  )
  const go = useCallback(
    (change: Partial<MessagesSearch>) =>
      navigate({ to: '.', search: (old: MessagesSearch) => ({ ...old, ...change }), replace: true } as never),
    [navigate],
  )
  const current = rows.find(({ id }) => id === opened)
  const player = useRef<PlayerHandle>(null)
  const onKey = (event: KeyboardEvent) => {
    const index = rows.findIndex(({ id }) => id === opened)
    const move = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key]
    if (move !== undefined) {
      event.preventDefault()
      const next = rows[Math.max(0, Math.min(rows.length - 1, index + move))]
      if (next) {
        void go({ message: next.id })
        document.getElementById(`message-${next.id}`)?.focus()
      }
    } else if (event.key === ' ' && current && document.activeElement?.id === `message-${current.id}`) {
      event.preventDefault()
      player.current?.toggle()
    } else if (event.key === 'e' && current) mark(current, current.state === 'new' ? 'saved' : 'new')
    else if (event.key === '#' && current) mark(current, 'deleted')
  }
  return (
    <div className={classes.page}>
      <div className={classes.tools}>
        {kinds}
        <SegmentedControl
          aria-label={t`Which messages`}
          value={state ?? 'all'}
          onChange={(value) => go({ state: value === 'all' ? undefined : (value as Message['state']) })}
          data={[
            { value: 'all', label: t`All` },
            { value: 'new', label: t`New` },
            { value: 'saved', label: t`Saved` },
            { value: 'deleted', label: t`Deleted` },
          ]}
        />
        <MessageSearch />
        {owner && <Retention organizationId={owner} />}
      </div>
      {messages.error && rows.length === 0 ? (
        <Failed
          what={t`The messages could not be loaded.`}
          error={messages.error}
          retry={() => messages.refetch()}
        />
      ) : (
        <div className={`card ${classes.panes}`} data-opened={current !== undefined || undefined}>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the list of links inside */}
          <div className={classes.list} onKeyDown={onKey}>
            {messages.isPending ? (
              <SkeletonRows rows={8} height={58} />
            ) : rows.length === 0 && search ? (
              <Empty title={t`No messages match.`} />
            ) : rows.length === 0 ? (
              <Empty title={state ? t`No messages here.` : t`No messages yet.`}>
                <Trans>
                  What callers leave in a mailbox is heard here, and stays whether or not its e-mail arrives.
                </Trans>
              </Empty>
            ) : (
              <ul>
                {rows.map((message) => (
                  <li key={message.id}>
                    <button
                      type="button"
                      id={`message-${message.id}`}
                      className={classes.row}
                      aria-current={message.id === opened || undefined}
                      onClick={() => go({ message: message.id })}
                    >
                      <span className={classes.who} data-new={message.state === 'new' || undefined}>
                        {whoOf(message, t`Number withheld`)}
                      </span>
                      <span className="figures middle">
                        {whenInWords(message.startedAt, Date.now(), zone, i18n.locale)}
                      </span>
                      <MessageState message={message} />
                      <span className="figures middle">{minutes(message.seconds)}</span>
                    </button>
                  </li>
                ))}
              </ul>
            )}
            <div className={classes.keys} hidden={rows.length === 0} aria-hidden>
              <KeyHint>J</KeyHint>
              <KeyHint>K</KeyHint> <Trans>move</Trans> <KeyHint>Space</KeyHint> <Trans>play</Trans>{' '}
              <KeyHint>E</KeyHint> <Trans>handled</Trans> <KeyHint>#</KeyHint> <Trans>delete</Trans>
            </div>
          </div>
          <div className={classes.detail}>
            {current ? (
              <MessageDetail
                key={current.id}
                message={current}
                player={player}
                onBack={() => go({ message: undefined })}
                mark={mark}
              />
            ) : (
              rows.length > 0 && (
                <Empty title={t`Choose a message.`}>
                  <Trans>It is played here; its call and its e-mails stand below it.</Trans>
                </Empty>
              )
            )}
          </div>
        </div>
      )}
    </div>
  )
}

const whoOf = ({ callerName, callerNumber }: Message, withheld: string): string =>
  callerName ?? (callerNumber ? printed(callerNumber) : withheld)

function MessageState({ message }: { message: Message }) {
  const { t } = useLingui()
  if (message.state === 'deleted')
    return <Status tone="idle" icon={<IconTrash size={14} aria-hidden />}>{t`Deleted`}</Status>
  if (message.state === 'new')
    return <Status tone="accent" icon={<IconPointFilled size={14} aria-hidden />}>{t`New`}</Status>
  if (message.cutShort)
    return <Status tone="wait" icon={<IconScissors size={14} aria-hidden />}>{t`Cut short`}</Status>
  return <Status tone="idle" icon={<IconArchive size={14} aria-hidden />}>{t`Saved`}</Status>
}
