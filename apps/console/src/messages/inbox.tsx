/**
 * The one list of messages, voicemail and what reception took down, and the opened one beside it; below 900 px one or
 * the other. J and K or the arrows move, Space plays, E deals with it, # deletes.
 */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { type KeyboardEvent, type ReactNode, useCallback, useRef } from 'react'
import { KeyHint } from '../parts/key-hint.tsx'
import { Empty, Failed, SkeletonRows } from '../parts/states.tsx'
import { useAddress } from '../parts/use-address.ts'
import { ZoneNote } from '../parts/zone-note.tsx'
import { useMe } from '../session.ts'
import classes from './inbox.module.css'
import { ROW_HEIGHT } from './inbox-row.tsx'
import { Rows } from './inbox-rows.tsx'
import type { Folder } from './message.ts'
import { MessageDetail } from './message-detail.tsx'
import { MessageFolders } from './message-folders.tsx'
import { MessageSearch } from './message-search.tsx'
import { PhoneMessage } from './phone-message.tsx'
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
  /** On a phone: all of the opened one instead of the list. */
  whole?: true
}

export function Inbox({ organizationId }: { organizationId?: string }) {
  const { t } = useLingui()
  const [{ folder = 'all', message: key, search, whole }, change] = useAddress<InboxSearch>()
  const inbox = useInbox({ organizationId, folder, search })
  const opened = useOpened(inbox, key)
  const { active } = useMe()
  const owner = organizationId ?? active.organizationId ?? active.operatorId
  const mark = useMarkMessage()
  const acknowledge = useAcknowledge()
  const player = useRef<PlayerHandle>(null)
  const isPhone = useMediaQuery('(max-width: 639px)', undefined, { getInitialValueInEffect: false })
  const open = useCallback((message: string) => change({ message, whole: undefined }), [change])
  const close = () => change({ message: undefined, whole: undefined })
  // A message of reception is read: it has no place for its words in the list.
  const inList = isPhone && !whole && opened?.kind === 'voicemail' ? opened : undefined
  const back = inList || !isPhone || opened?.kind === 'reception' ? close : () => change({ whole: undefined })
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
        <ZoneNote />
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
        <div className={`card ${classes.panes}`} data-opened={(opened !== undefined && !inList) || undefined}>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the list of buttons inside */}
          <div className={classes.list} onKeyDown={onKey} data-stale={inbox.stale || undefined}>
            {inbox.isPending ? (
              <SkeletonRows rows={8} height={ROW_HEIGHT} />
            ) : inbox.rows.length === 0 && !inList ? (
              <NoMessages
                folder={folder}
                search={search}
                organizationId={organizationId}
                onClear={() => change({ search: undefined })}
              />
            ) : (
              <Rows rows={inbox.rows} opened={key} onOpen={open} onEnd={inbox.more}>
                {inList && (
                  <PhoneMessage
                    key={key}
                    message={inList}
                    player={player}
                    mark={mark}
                    onClose={() => {
                      close()
                      requestAnimationFrame(() => document.getElementById(`message-${key}`)?.focus())
                    }}
                    onWhole={() => change({ whole: true })}
                  />
                )}
              </Rows>
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
            {opened?.kind === 'voicemail' && !inList && (
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
