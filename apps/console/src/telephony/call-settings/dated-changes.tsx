/** What is planned for a time (product §6.5): in force, ahead, over; each is edited or taken back here. */
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import {
  IconCalendarEvent,
  IconChevronDown,
  IconChevronRight,
  IconCircleCheck,
  IconHistory,
} from '@tabler/icons-react'
import { type ReactNode, useCallback, useRef, useState } from 'react'
import type { AnswerOf } from '../../api/client.ts'
import { said } from '../../api/server-words.ts'
import { intoView, openedPanel } from '../../parts/into-view.ts'
import { Tag } from '../../parts/state-badge.tsx'
import { Failed, SkeletonRows } from '../../parts/states.tsx'
import { whenInWords } from '../../parts/time.ts'
import type { Site } from '../telephony.tsx'
import { useSpanWords } from './change-words.ts'
import classes from './dated-changes.module.css'
import { EndChange } from './end-change.tsx'
import { FromADate, type Plan } from './from-a-date.tsx'
import type { DatedChanges as Known } from './use-dated-changes.ts'
import { useTakeBack } from './use-take-back.tsx'

export type DatedChange = AnswerOf<'listDatedChanges'>['items'][number]

interface Props {
  readonly numberId: string
  readonly site: Site
  readonly changes: Known
  readonly onEdit: (change: DatedChange) => void
  readonly onCancel: () => void
  /** What is planned: the settings above as they are edited. */
  readonly plan: Plan
  readonly onPlanned: () => void
}

export function DatedChanges({ numberId, site, changes, onEdit, onCancel, plan, onPlanned }: Props) {
  const { t } = useLingui()
  const section = useRef<HTMLElement>(null)
  const opened = useCallback((element: HTMLElement | null) => {
    section.current = element
    return openedPanel(element)
  }, [])
  const [planning, setPlanning] = useState(false)
  const [ending, setEnding] = useState<string>()
  const [showsOver, showOver] = useState(false)
  const takeBack = useTakeBack(numberId)
  const { coming, over, all } = changes
  const none = !changes.isPending && all.length === 0
  const toSection = () => section.current?.focus({ preventScroll: true })
  const onTakeBack = (change: DatedChange) => {
    if (change.phase === 'in-force') return setEnding(change.id)
    takeBack(change)
    // Its row goes, and the button that was pressed with it.
    toSection()
  }
  const rowOf = (change: DatedChange) => (
    <Row key={change.id} change={change} zone={site.timeZone}>
      {ending === change.id ? (
        <EndChange change={change} onEnded={toSection} onKeep={() => setEnding(undefined)} />
      ) : (
        change.phase !== 'over' && (
          <span className={classes.ways}>
            <Button
              variant="default"
              size="xs"
              aria-label={t`Edit “${change.name}”`}
              onClick={() => onEdit(change)}
            >
              <Trans>Edit</Trans>
            </Button>
            <Button
              variant="default"
              size="xs"
              aria-label={t`Take back “${change.name}”`}
              onClick={() => onTakeBack(change)}
            >
              <Trans>Take back</Trans>
            </Button>
          </span>
        )
      )}
    </Row>
  )
  return (
    <section ref={opened} tabIndex={-1} className={classes.panel} aria-label={t`Dated changes`}>
      {changes.error ? (
        <Failed
          what={t`The dated changes could not be loaded.`}
          error={changes.error}
          retry={changes.refetch}
        />
      ) : changes.isPending ? (
        <SkeletonRows rows={2} />
      ) : (
        all.length > 0 && (
          <>
            <p className="middle">
              <Trans>
                These hold by themselves from their beginning to their end, then the settings above hold
                again. Times are those of {site.timeZone}.
              </Trans>
            </p>
            {coming.length > 0 && (
              <ol
                ref={panelIntoView}
                className={classes.changes}
                aria-label={t`Dated changes, by their beginning`}
              >
                {coming.map(rowOf)}
              </ol>
            )}
            {over.length > 0 && (
              <div>
                <Button
                  variant="subtle"
                  size="compact-sm"
                  aria-expanded={showsOver}
                  leftSection={
                    showsOver ? (
                      <IconChevronDown size={15} aria-hidden />
                    ) : (
                      <IconChevronRight size={15} aria-hidden />
                    )
                  }
                  onClick={() => showOver(!showsOver)}
                >
                  <Plural value={over.length} one="# is over" other="# are over" />
                </Button>
              </div>
            )}
            {showsOver && (
              <ol className={classes.changes} aria-label={t`Dated changes that are over`}>
                {over.toReversed().map(rowOf)}
              </ol>
            )}
          </>
        )
      )}
      {planning || none ? (
        <FromADate
          numberId={numberId}
          site={site}
          plan={plan}
          onDone={onPlanned}
          onCancel={() => {
            if (none) return onCancel()
            setPlanning(false)
            toSection()
          }}
        />
      ) : (
        <div className={classes.foot}>
          <Button variant="default" onClick={() => setPlanning(true)}>
            <Trans>Plan these settings for a time…</Trans>
          </Button>
          <Button variant="subtle" onClick={onCancel}>
            <Trans>Close the list</Trans>
          </Button>
        </div>
      )}
    </section>
  )
}

/** The list may come after its panel was opened, and is longer than what stood for it. */
const panelIntoView = (list: HTMLElement | null) => intoView(list?.parentElement ?? null)

function Row({ change, zone, children }: { change: DatedChange; zone: string; children: ReactNode }) {
  const { i18n } = useLingui()
  const span = useSpanWords()
  const { name, inWords, changedAt, changedBy } = change
  const when = whenInWords(changedAt, Date.now(), zone, i18n.locale)
  return (
    <li>
      <div className={classes.what}>
        <div className={classes.head}>
          <strong>{name}</strong>
          <Phase of={change.phase} />
        </div>
        <div className="figures">{span(change)}</div>
        {inWords.map((words) => (
          <div key={words}>{said(words)}</div>
        ))}
        <div className="meta figures">
          <Trans>
            {when} by {changedBy}
          </Trans>
        </div>
      </div>
      {children}
    </li>
  )
}

function Phase({ of }: { of: DatedChange['phase'] }) {
  const { t } = useLingui()
  switch (of) {
    case 'in-force':
      return <Tag tone="ok" icon={<IconCircleCheck size={14} aria-hidden />}>{t`In force`}</Tag>
    case 'ahead':
      return <Tag tone="accent" icon={<IconCalendarEvent size={14} aria-hidden />}>{t`Ahead`}</Tag>
    case 'over':
      return <Tag tone="idle" icon={<IconHistory size={14} aria-hidden />}>{t`Over`}</Tag>
  }
}
