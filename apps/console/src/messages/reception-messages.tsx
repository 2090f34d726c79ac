/** What reception took down for an organization (C8): each open until somebody there says that they see to it. */
import { Trans, useLingui } from '@lingui/react/macro'
import { SegmentedControl } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconAlertTriangle, IconCheck, IconPointFilled } from '@tabler/icons-react'
import type { KeyboardEvent, ReactNode } from 'react'
import { api } from '../api/client.ts'
import { useRefreshOn } from '../api/live.tsx'
import { KeyHint } from '../parts/key-hint.tsx'
import { Status } from '../parts/state-badge.tsx'
import { Empty, Failed, SkeletonRows } from '../parts/states.tsx'
import { localZone, whenInWords } from '../parts/time.ts'
import { useAddress } from '../parts/use-address.ts'
import { usePages } from '../parts/use-pages.ts'
import { MessageSearch } from './message-search.tsx'
import classes from './messages-page.module.css'
import { callerOf, type ReceptionMessage } from './reception-message.ts'
import { ReceptionMessageDetail } from './reception-message-detail.tsx'
import { useAcknowledge } from './use-acknowledge.ts'

interface Search {
  /** Identifier of the opened one. */
  message?: string
  open?: 'yes' | 'no'
  search?: string
}

interface Props {
  readonly organizationId: string | undefined
  /** The choice of the other kind. */
  readonly kinds: ReactNode
}

export function ReceptionMessages({ organizationId, kinds }: Props) {
  const { t, i18n } = useLingui()
  const [{ message: opened, open, search }, change] = useAddress<Search>()
  const [text] = useDebouncedValue(search, 150)
  const queryKey = ['reception-messages', organizationId, open, text]
  const messages = usePages(queryKey, (after) =>
    api.listReceptionMessages({
      query: {
        organizationId,
        search: text,
        after,
        limit: 100,
        ...(open !== undefined && { open: open === 'yes' ? 'true' : 'false' }),
      },
    }),
  )
  useRefreshOn(['reception.message'], ['reception-messages'])
  const acknowledge = useAcknowledge()
  const { rows } = messages
  const current = rows.find(({ receptionMessageId }) => receptionMessageId === opened)
  const onKey = (event: KeyboardEvent) => {
    const move = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key]
    if (move !== undefined) {
      event.preventDefault()
      const index = current ? rows.indexOf(current) + move : 0
      const next = rows[Math.max(0, Math.min(rows.length - 1, index))]
      if (!next) return
      change({ message: next.receptionMessageId })
      document.getElementById(`message-${next.receptionMessageId}`)?.focus()
    } else if (event.key === 'e' && current && current.acknowledgedAt === null) acknowledge.mutate(current)
  }
  return (
    <div className={classes.page}>
      <div className={classes.tools}>
        {kinds}
        <SegmentedControl
          aria-label={t`Which messages`}
          value={open ?? 'all'}
          onChange={(value) => change({ open: value === 'all' ? undefined : (value as 'yes' | 'no') })}
          data={[
            { value: 'all', label: t`All` },
            { value: 'yes', label: t`Open` },
            { value: 'no', label: t`Acknowledged` },
          ]}
        />
        <MessageSearch />
      </div>
      {messages.error && rows.length === 0 ? (
        <Failed
          what={t`The messages could not be loaded.`}
          error={messages.error}
          retry={() => void messages.refetch()}
        />
      ) : (
        <div className={`card ${classes.panes}`} data-opened={current !== undefined || undefined}>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the list of buttons inside */}
          <div className={classes.list} onKeyDown={onKey}>
            {messages.isPending ? (
              <SkeletonRows rows={8} height={58} />
            ) : rows.length === 0 && search ? (
              <Empty title={t`No messages match.`} />
            ) : rows.length === 0 ? (
              <Empty title={open ? t`No messages here.` : t`No messages from reception yet.`}>
                <Trans>
                  What reception takes down for a company comes here and by e-mail, and stays open until
                  somebody acknowledges it.
                </Trans>
              </Empty>
            ) : (
              <ul>
                {rows.map((message) => (
                  <li key={message.receptionMessageId}>
                    <button
                      type="button"
                      id={`message-${message.receptionMessageId}`}
                      className={classes.row}
                      aria-current={message.receptionMessageId === opened || undefined}
                      onClick={() => change({ message: message.receptionMessageId })}
                    >
                      <span className={classes.who} data-new={message.acknowledgedAt === null || undefined}>
                        {callerOf(message, t`Caller without a name`)}
                      </span>
                      <span className="figures middle">
                        {whenInWords(message.takenAt, Date.now(), localZone, i18n.locale)}
                      </span>
                      <span className="cut middle">{message.text}</span>
                      <State message={message} />
                    </button>
                  </li>
                ))}
              </ul>
            )}
            <div className={classes.keys} aria-hidden>
              <KeyHint>J</KeyHint>
              <KeyHint>K</KeyHint> <Trans>move</Trans> <KeyHint>E</KeyHint> <Trans>acknowledge</Trans>
            </div>
          </div>
          <div className={classes.detail}>
            {current ? (
              <ReceptionMessageDetail
                key={current.receptionMessageId}
                message={current}
                acknowledge={() => acknowledge.mutate(current)}
                busy={acknowledge.isPending}
                error={acknowledge.error?.message}
                onBack={() => change({ message: undefined })}
              />
            ) : (
              rows.length > 0 && (
                <Empty title={t`Choose a message.`}>
                  <Trans>What the caller wanted is read here, and who sees to it.</Trans>
                </Empty>
              )
            )}
          </div>
        </div>
      )}
    </div>
  )
}

function State({ message: { acknowledgedAt, urgent } }: { message: ReceptionMessage }) {
  const { t } = useLingui()
  if (acknowledgedAt !== null)
    return <Status tone="idle" icon={<IconCheck size={14} aria-hidden />}>{t`Acknowledged`}</Status>
  if (urgent)
    return <Status tone="bad" icon={<IconAlertTriangle size={14} aria-hidden />}>{t`Urgent`}</Status>
  return <Status tone="accent" icon={<IconPointFilled size={14} aria-hidden />}>{t`Open`}</Status>
}
