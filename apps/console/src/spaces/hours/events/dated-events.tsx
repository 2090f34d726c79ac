/** Dated events of a site (M9): coming and past, by hand and from calendars; add, change, remove with undo. */
import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Button, Menu, SegmentedControl } from '@mantine/core'
import { IconBan, IconCalendarPlus, IconCircleHalf2, IconDots, IconMoon, IconPlus } from '@tabler/icons-react'
import { useEffect } from 'react'
import { type Column, DataTable } from '../../../parts/data-table.tsx'
import { KeyHint } from '../../../parts/key-hint.tsx'
import { Status, Tag } from '../../../parts/state-badge.tsx'
import { Empty, Failed, SkeletonRows } from '../../../parts/states.tsx'
import { may, useMe } from '../../../session.ts'
import { isTyping } from '../../../shell/is-typing.ts'
import type { Site } from '../../site-layout.tsx'
import classes from '../hours.module.css'
import { useHoursSearch } from '../search.ts'
import { CalendarDialog } from '../sources/calendar-dialog.tsx'
import { HolidaysDialog } from '../sources/holidays-dialog.tsx'
import { SourcesLine } from '../sources/sources-line.tsx'
import { useSubscriptions } from '../sources/use-subscriptions.ts'
import { EventDialog } from './event-dialog.tsx'
import { isOver } from './event-time.ts'
import { useEventWords } from './event-words.ts'
import { useRemoveEvent } from './use-remove-event.tsx'
import { type SiteEvent, useSiteEvents } from './use-site-events.ts'

export function DatedEvents({ site }: { site: Site }) {
  const { t } = useLingui()
  const me = useMe()
  const [{ events: view, dialog, event: eventId }, change] = useHoursSearch()
  const { events, error, isPending, refetch } = useSiteEvents(site)
  const now = Date.now()
  const past = events.filter((event) => isOver(event, site.timeZone, now)).toReversed()
  const coming = events.filter((event) => !isOver(event, site.timeZone, now))
  const rows = view === 'past' ? past : coming
  const editable = may(me, 'create-site-event')
  const columns = useColumns(site, editable)
  const edited = events.find(({ id }) => id === eventId)
  const close = () => change({ dialog: undefined, event: undefined })
  useNewKey(editable, () => change({ dialog: 'event', event: undefined }))
  return (
    <section className="card" aria-labelledby="dated-events">
      <header className={classes.cardHead}>
        <h2 id="dated-events">
          <Trans>Dated events</Trans> <span className="figures quiet">{isPending ? '' : coming.length}</span>
        </h2>
        <SegmentedControl
          aria-label={t`Which events`}
          value={view ?? 'coming'}
          onChange={(value) => change({ events: value === 'past' ? 'past' : undefined })}
          data={[
            { value: 'coming', label: t`Coming` },
            { value: 'past', label: t`Past` },
          ]}
        />
        <SourcesLine site={site} editable={editable} />
        {editable && (
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            rightSection={<KeyHint>E</KeyHint>}
            aria-keyshortcuts="e"
            onClick={() => change({ dialog: 'event', event: undefined })}
          >
            <Trans>Add event</Trans>
          </Button>
        )}
      </header>
      {error ? (
        <Failed what={t`The events could not be loaded.`} error={error} retry={() => refetch()} />
      ) : isPending ? (
        <SkeletonRows rows={6} />
      ) : rows.length === 0 ? (
        <Empty
          icon={<IconCalendarPlus size={24} stroke={1.5} />}
          title={view === 'past' ? t`Nothing is past yet.` : t`No events are coming.`}
        >
          <Trans>
            While an event lasts, calls take the out-of-hours route although the clock says in hours: a public
            holiday, a fire drill, an afternoon off.
          </Trans>
        </Empty>
      ) : (
        <DataTable
          label={t`Dated events`}
          rows={rows}
          columns={columns}
          rowKey={({ id }) => id}
          height="380px"
          {...(editable && { onOpen: ({ id }: SiteEvent) => change({ dialog: 'event', event: id }) })}
        />
      )}
      {editable && dialog === 'event' && (!eventId || edited) && (
        <EventDialog key={eventId} site={site} event={edited} onClose={close} />
      )}
      {dialog === 'holidays' && <HolidaysDialog site={site} onClose={close} />}
      {dialog === 'calendar' && <CalendarDialog site={site} onClose={close} />}
    </section>
  )
}

function useColumns(site: Site, editable: boolean): readonly Column<SiteEvent>[] {
  const { t } = useLingui()
  const words = useEventWords(site)
  return [
    {
      id: 'when',
      header: t`When`,
      width: '194px',
      figures: true,
      cell: (event) => <strong className={classes.when}>{words.when(event)}</strong>,
    },
    { id: 'name', header: t`Event`, width: 'minmax(110px, 1fr)', cell: ({ name }) => name },
    {
      id: 'calls',
      header: t`Calls are`,
      width: '126px',
      from: 460,
      cell: (event) => <CallsAre event={event} />,
    },
    { id: 'route', header: t`Route`, width: 'minmax(150px, 1fr)', from: 760, cell: words.route },
    { id: 'scope', header: t`Applies to`, width: '80px', from: 640, cell: words.scope },
    {
      id: 'source',
      header: t`From`,
      width: '72px',
      from: 830,
      cell: (event) => <From event={event} site={site} />,
    },
    ...(editable
      ? [
          {
            id: 'actions',
            header: <span className="unseen">{t`Actions`}</span>,
            width: '40px',
            end: true,
            cell: (event: SiteEvent) => <EventActions site={site} event={event} />,
          },
        ]
      : []),
  ]
}

/** Who dated it: a hand, the holidays that the site subscribes to, or a calendar that was imported. */
function From({ event: { sourceId }, site }: { event: SiteEvent; site: Site }) {
  const { t } = useLingui()
  const { data } = useSubscriptions(site.id)
  const holidays = data?.items.some(({ id }) => id === sourceId)
  const from = sourceId === null ? t`By hand` : holidays ? t`Holidays` : data ? t`Calendar` : ''
  return <span className="middle">{from}</span>
}

function CallsAre({ event: { excluded, hours } }: { event: SiteEvent }) {
  const { t } = useLingui()
  if (excluded)
    return <Status tone="idle" icon={<IconBan size={15} aria-hidden />}>{t`Does not count`}</Status>
  return hours && hours.length > 0 ? (
    <Tag tone="wait" icon={<IconCircleHalf2 size={14} aria-hidden />}>{t`Half day`}</Tag>
  ) : (
    <Status tone="idle" icon={<IconMoon size={15} aria-hidden />}>
      {t({
        message: 'Out of hours',
        context: 'table',
      })}
    </Status>
  )
}

function EventActions({ site, event }: { site: Site; event: SiteEvent }) {
  const { t } = useLingui()
  const [, change] = useHoursSearch()
  const remove = useRemoveEvent(site)
  const { id, name, sourceId, excluded } = event
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          data-row-actions
          aria-label={t`Actions of ${name}`}
        >
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => change({ dialog: 'event', event: id })}>
          <Trans>Change</Trans>
        </Menu.Item>
        <Menu.Item onClick={() => remove(event)}>
          {sourceId ? (
            excluded ? (
              <Trans>Let it count again</Trans>
            ) : (
              <Trans>Does not count here</Trans>
            )
          ) : (
            <Trans>Remove</Trans>
          )}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function useNewKey(active: boolean, open: () => void): void {
  useEffect(() => {
    if (!active) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'e' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return
      if (!document.querySelector('[role="dialog"]')) open()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [active, open])
}
