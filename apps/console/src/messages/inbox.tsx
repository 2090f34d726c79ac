/**
 * The one list of messages, voicemail and what reception took down, and the opened one beside it; below 900 px one or
 * the other. J and K or the arrows move, Space plays, E deals with it, # deletes.
 */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useRef } from 'react'
import { KeyHint } from '../parts/key-hint.tsx'
import { Empty, Failed, SkeletonRows } from '../parts/states.tsx'
import { useAddress } from '../parts/use-address.ts'
import { useMe } from '../session.ts'
import classes from './inbox.module.css'
import { InboxRow, ROW_HEIGHT } from './inbox-row.tsx'
import { type Folder, type InboxItem, keyOf } from './message.ts'
import { MessageDetail } from './message-detail.tsx'
import { MessageFolders } from './message-folders.tsx'
import { MessageSearch } from './message-search.tsx'
import type { PlayerHandle } from './player.tsx'
import { ReceptionMessageDetail } from './reception-message-detail.tsx'
import { Retention } from './retention.tsx'
import { useAcknowledge } from './use-acknowledge.ts'
import { useInbox, useOpened } from './use-inbox.ts'
import { useMarkMessage } from './use-mark-message.tsx'

export interface InboxSearch {
  /** All when left out. */
  folder?: Exclude<Folder, 'all'>
  /** The opened one. */
  message?: string
  /** What is looked for among them. */
  search?: string
}

/** Rows before the end of what is loaded, where more is asked for. */
const AHEAD = 24

export function Inbox({ organizationId }: { organizationId?: string }) {
  const { t } = useLingui()
  const [{ folder = 'all', message: key, search }, change] = useAddress<InboxSearch>()
  const inbox = useInbox({ organizationId, folder, search })
  const opened = useOpened(inbox, key)
  const { active } = useMe()
  const owner = organizationId ?? active.organizationId ?? active.operatorId
  const mark = useMarkMessage()
  const acknowledge = useAcknowledge()
  const player = useRef<PlayerHandle>(null)
  const open = useCallback((message: string) => change({ message }), [change])
  const back = () => change({ message: undefined })
  const onKey = (event: KeyboardEvent) => {
    if (opened?.kind === 'reception') {
      if (event.key === 'e' && opened.acknowledgedAt === null) acknowledge.mutate(opened)
    } else if (opened) {
      if (event.key === ' ' && document.activeElement?.id === `message-${opened.id}`) {
        event.preventDefault()
        player.current?.toggle()
      } else if (event.key === 'e') mark(opened, opened.state === 'new' ? 'saved' : 'new')
      else if (event.key === '#') mark(opened, 'deleted')
    }
  }
  return (
    <div className={classes.page}>
      <div className={classes.tools}>
        <MessageFolders
          organizationId={organizationId}
          value={folder}
          onChange={(to) => change({ folder: to === 'all' ? undefined : to, message: undefined })}
        />
        <span className={classes.end}>
          {owner && <Retention organizationId={owner} />}
          <MessageSearch />
        </span>
      </div>
      {inbox.error && inbox.rows.length === 0 ? (
        <Failed
          what={t`The messages could not be loaded.`}
          error={inbox.error}
          retry={() => void inbox.refetch()}
        />
      ) : (
        <div className={`card ${classes.panes}`} data-opened={opened !== undefined || undefined}>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the list of buttons inside */}
          <div className={classes.list} onKeyDown={onKey} data-stale={inbox.stale || undefined}>
            {inbox.isPending ? (
              <SkeletonRows rows={8} height={ROW_HEIGHT} />
            ) : inbox.rows.length === 0 ? (
              <NoMessages
                folder={folder}
                search={search}
                organizationId={organizationId}
                onClear={() => change({ search: undefined })}
              />
            ) : (
              <Rows rows={inbox.rows} opened={key} onOpen={open} onEnd={inbox.more} />
            )}
            <div className={classes.keys} hidden={inbox.rows.length === 0} aria-hidden>
              <span>
                <KeyHint>J</KeyHint> <KeyHint>K</KeyHint> <Trans>move</Trans>
              </span>
              <span>
                <KeyHint>Space</KeyHint> <Trans>play</Trans>
              </span>
              <span>
                <KeyHint>E</KeyHint> <Trans>handled</Trans>
              </span>
              <span>
                <KeyHint>#</KeyHint> <Trans>delete</Trans>
              </span>
            </div>
          </div>
          <div className={classes.detail}>
            {opened?.kind === 'voicemail' && (
              <MessageDetail key={key} message={opened} player={player} onBack={back} mark={mark} />
            )}
            {opened?.kind === 'reception' && (
              <ReceptionMessageDetail
                key={key}
                message={opened}
                acknowledge={() => acknowledge.mutate(opened)}
                busy={acknowledge.isPending}
                error={acknowledge.error?.message}
                onBack={back}
              />
            )}
            {!opened && inbox.rows.length > 0 && (
              <Empty title={t`Choose a message.`}>
                <Trans>It is played or read here; its call and its e-mails stand below it.</Trans>
              </Empty>
            )}
          </div>
        </div>
      )}
    </div>
  )
}

interface NoMessagesProps {
  readonly folder: Folder
  /** Of this company alone. */
  readonly organizationId: string | undefined
  readonly search: string | undefined
  readonly onClear: () => void
}

function NoMessages({ folder, search, organizationId, onClear }: NoMessagesProps): ReactNode {
  const { t } = useLingui()
  const others = useHidden(organizationId)
  if (search)
    return (
      <Empty
        title={t`No messages match.`}
        action={
          <Button variant="default" onClick={onClear}>
            <Trans>Clear filter</Trans>
          </Button>
        }
      />
    )
  if (others === 'these')
    return (
      <Empty title={t`Only the company hears its messages.`}>
        <Trans>Whether there are any, the landlord is not told either.</Trans>
      </Empty>
    )
  if (folder === 'reception')
    return (
      <Empty title={t`No messages from reception yet.`}>
        <Trans>
          What reception takes down for a company comes here and by e-mail, and stays open until somebody
          acknowledges it.
        </Trans>
      </Empty>
    )
  return (
    <Empty title={folder === 'all' ? t`No messages yet.` : t`No messages here.`}>
      <Trans>
        What callers leave in a mailbox is heard here, and stays whether or not its e-mail arrives.
      </Trans>
      {others === 'of companies' && (
        <>
          {' '}
          <Trans>Messages of a company are heard by the company alone.</Trans>
        </>
      )}
    </Empty>
  )
}

/** What a landlord does not see: the list is of one company, or has its own messages only. */
function useHidden(organizationId: string | undefined): 'these' | 'of companies' | undefined {
  const { role, operatorId } = useMe().active
  if (role !== 'operator-admin' && role !== 'operator-user') return undefined
  return organizationId === undefined || organizationId === operatorId ? 'of companies' : 'these'
}

interface RowsProps {
  readonly rows: readonly InboxItem[]
  readonly opened: string | undefined
  readonly onOpen: (key: string) => void
  readonly onEnd: () => void
}

function Rows({ rows, opened, onOpen, onEnd }: RowsProps) {
  const { t } = useLingui()
  const scroll = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= rows.length - AHEAD) onEnd()
  }, [last, rows.length, onEnd])
  const current = rows.findIndex((row) => keyOf(row) === opened)
  const onKey = (event: KeyboardEvent) => {
    const by = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key]
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    const target = Math.max(0, Math.min(rows.length - 1, current + by))
    const row = rows[target]
    if (!row) return
    onOpen(keyOf(row))
    virtual.scrollToIndex(target)
    requestAnimationFrame(() =>
      document.getElementById(`message-${keyOf(row)}`)?.focus({ preventScroll: true }),
    )
  }
  return (
    <div ref={scroll} className={classes.scroll}>
      <ul aria-label={t`Messages`} style={{ height: virtual.getTotalSize() }} onKeyDown={onKey}>
        {items.map(({ index, start }) => {
          const item = rows[index]
          return (
            item && (
              <InboxRow
                key={keyOf(item)}
                item={item}
                place={index + 1}
                of={rows.length}
                start={start}
                opened={index === current}
                inOrder={index === Math.max(0, current)}
                onOpen={onOpen}
              />
            )
          )
        })}
      </ul>
    </div>
  )
}
