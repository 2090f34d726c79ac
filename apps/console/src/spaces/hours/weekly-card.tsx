/** Weekly hours of a site (M8): the grid, its typed twin below, save with version (N12). */

import { Trans, useLingui } from '@lingui/react/macro'
import type { OpeningHours, Weekday } from '@mainline/pbx'
import { Button, SegmentedControl } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconTrash } from '@tabler/icons-react'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { type AnswerOf, ApiRefusal, api } from '../../api/client.ts'
import { TimeField } from '../../parts/dates.tsx'
import { KeyHint } from '../../parts/key-hint.tsx'
import { localOfInstant } from '../../parts/local-time.ts'
import { StayWhile } from '../../parts/stay-while.tsx'
import { useMinute } from '../../parts/use-minute.ts'
import { may, useMe } from '../../session.ts'
import { isTyping } from '../../shell/is-typing.ts'
import { Wrong } from '../../sign-in/sign-in-form.tsx'
import { dayName } from '../../telephony/call-settings/hours-editor.tsx'
import { StaleNote } from '../../telephony/stale-note.tsx'
import { useDialogKeys } from '../../telephony/use-dialog-keys.ts'
import type { Site } from '../site-layout.tsx'
import classes from './hours.module.css'
import { useWeekDraft } from './use-week-draft.ts'
import { type GridNow, WeekGrid } from './week-grid.tsx'
import { clock, copyDay, ofDay, removeSpan, type Span, typeEdge, weekdays } from './week-model.ts'

type SiteHours = AnswerOf<'getSiteHours'>

export const useSiteHours = (siteId: string): SiteHours =>
  useSuspenseQuery({
    queryKey: ['site-hours', siteId],
    queryFn: () => api.getSiteHours({ params: { siteId } }),
  }).data

export function WeeklyCard({ site }: { site: Site }) {
  const { t } = useLingui()
  const me = useMe()
  const client = useQueryClient()
  const loaded = useSiteHours(site.id)
  /** What the draft began with: it stays when somebody else saves meanwhile, so that the save is refused (N12). */
  const [base, setBase] = useState(loaded)
  const { draft, hours, changed, change, undo, canUndo, reset } = useWeekDraft(base.hours)
  const [selected, setSelected] = useState<number>()
  const editable = may(me, 'set-site-hours')
  const now = useGridNow(site.timeZone)
  useEffect(() => {
    if (changed || loaded.version === base.version) return
    setBase(loaded)
    reset(loaded.hours)
  }, [loaded, base.version, changed, reset])
  const save = useMutation({
    mutationFn: (version: number) =>
      api.setSiteHours({ params: { siteId: site.id }, body: { version, hours: hours as never } }),
    onSuccess: (saved) => {
      setBase(saved)
      reset(saved.hours)
      setSelected(undefined)
      client.setQueryData(['site-hours', site.id], saved)
      for (const key of ['site-rule', 'site']) void client.invalidateQueries({ queryKey: [key, site.id] })
      notifications.show({
        id: 'site-hours',
        message: t`The hours of ${site.name} hold from the next call on.`,
      })
    },
  })
  const card = useRef<HTMLElement>(null)
  const submit = () => {
    // A time that is left empty is called back to, and the one before it is not saved in its place.
    const wrong = card.current?.querySelector<HTMLInputElement>('input:invalid')
    if (wrong) wrong.checkValidity()
    else if (editable && changed && !save.isPending) save.mutate(base.version)
  }
  useDialogKeys({ onSave: submit })
  useUndoKey(undo)
  const stale =
    save.error instanceof ApiRefusal && save.error.code === 'stale-version' ? save.error : undefined
  const span = draft.spans.find(({ key }) => key === selected)
  return (
    <section ref={card} className="card" aria-labelledby="weekly-hours">
      <StayWhile unsaved={() => changed} />
      <header className={classes.cardHead}>
        <h2 id="weekly-hours">
          <Trans>Weekly hours</Trans>
        </h2>
        <span className="middle">{site.timeZone}</span>
        <span className="meta">
          <Trans>for main numbers without their own</Trans>
        </span>
        <SegmentedControl
          className={classes.end}
          classNames={{ label: classes.wrapsOnPhone }}
          aria-label={t`Kind of hours`}
          readOnly={!editable}
          value={draft.mode}
          onChange={(mode) => change({ mode: mode as OpeningHours['mode'] })}
          data={[
            { value: 'weekly', label: t`By schedule` },
            { value: 'always-open', label: t`Always open` },
            { value: 'always-closed', label: t`Always closed` },
          ]}
        />
      </header>
      {draft.mode === 'weekly' ? (
        <WeekGrid
          spans={draft.spans}
          now={now}
          editable={editable}
          selected={selected}
          onSelect={setSelected}
          onChange={(spans, step) => change({ spans }, step)}
        />
      ) : (
        <p className={classes.always}>
          {draft.mode === 'always-open' ? (
            <Trans>In hours day and night. Events, overrides and closures still apply.</Trans>
          ) : (
            <Trans>Out of hours day and night.</Trans>
          )}
        </p>
      )}
      {stale && (
        <div className={classes.inset}>
          <StaleNote<SiteHours>
            error={stale}
            who={() => null}
            onMine={(theirs) => {
              setBase({ ...base, version: theirs.version })
              save.mutate(theirs.version)
            }}
            onTheirs={(theirs) => {
              save.reset()
              void client.invalidateQueries({ queryKey: ['site-hours', site.id] })
              setBase({ ...theirs, hours: theirs.hours ?? base.hours })
              reset(theirs.hours ?? base.hours)
            }}
          />
        </div>
      )}
      {save.error && !stale && (
        <div className={classes.inset}>
          <Wrong error={save.error} />
        </div>
      )}
      {editable && (
        <footer className={classes.typed}>
          {draft.mode === 'weekly' && (
            <TypedSpan
              span={span}
              spans={draft.spans}
              onChange={(spans, step) => change({ spans }, step)}
              onRemoved={() => setSelected(undefined)}
            />
          )}
          <div className={classes.saving}>
            <Button
              variant="subtle"
              aria-disabled={!canUndo || undefined}
              data-disabled={!canUndo || undefined}
              rightSection={<KeyHint>Ctrl Z</KeyHint>}
              onClick={undo}
            >
              <Trans>Undo</Trans>
            </Button>
            <Button
              loading={save.isPending}
              aria-disabled={!changed || undefined}
              data-disabled={!changed || undefined}
              aria-keyshortcuts="Control+Enter"
              rightSection={<KeyHint>Ctrl ⏎</KeyHint>}
              className={classes.save}
              onClick={submit}
            >
              <Trans>Save</Trans>
            </Button>
          </div>
        </footer>
      )}
    </section>
  )
}

interface TypedProps {
  readonly span: Span | undefined
  readonly spans: readonly Span[]
  readonly onChange: (spans: readonly Span[], step?: string) => void
  readonly onRemoved: () => void
}

/** The chosen span in figures: what dragging does, typed. */
function TypedSpan({ span, spans, onChange, onRemoved }: TypedProps) {
  const { t, i18n } = useLingui()
  if (!span)
    return (
      <span className="middle">
        <Trans>Choose hours to type their times, or click an empty place to add some.</Trans>
      </span>
    )
  const own = ofDay(spans, span.day)
  const name = dayName(span.day, i18n.locale)
  const place = own.findIndex(({ key }) => key === span.key) + 1
  const set = (edge: 'from' | 'to', time: string) =>
    onChange(typeEdge(spans, span.key, edge, time), `${span.key} typed`)
  const others: readonly Weekday[] = span.day <= 5 ? weekdays.filter((day) => day <= 5) : [6, 7]
  const target =
    span.day <= 5
      ? `${dayName(1, i18n.locale)}–${dayName(5, i18n.locale)}`
      : `${dayName(6, i18n.locale)}–${dayName(7, i18n.locale)}`
  return (
    <>
      <strong>{own.length > 1 ? t`${name}, interval ${place}` : name}</strong>
      <TimeField
        key={`${span.key} from`}
        label={t`${name}, from`}
        value={clock(span.from)}
        onChange={(time) => set('from', time)}
      />
      <span className="middle">
        <Trans>to</Trans>
      </span>
      <TimeField
        key={`${span.key} to`}
        label={t`${name}, to`}
        value={clock(span.to)}
        onChange={(time) => set('to', time)}
      />
      <Button variant="subtle" size="compact-sm" onClick={() => onChange(copyDay(spans, span.day, others))}>
        <Trans>Copy to {target}</Trans>
      </Button>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconTrash size={15} aria-hidden />}
        onClick={() => {
          onChange(removeSpan(spans, span.key))
          onRemoved()
        }}
      >
        <Trans>Remove</Trans>
      </Button>
    </>
  )
}

/** Where the clock of the site is in the week. */
function useGridNow(zone: string): GridNow {
  const local = localOfInstant(useMinute(), zone)
  const date = new Date(`${local.slice(0, 10)}T00:00:00Z`)
  return {
    day: (date.getUTCDay() || 7) as Weekday,
    minute: Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16)),
  }
}

function useUndoKey(undo: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // The parts of a time have nothing to undo of their own.
      const isTime = event.target instanceof HTMLElement && event.target.role === 'spinbutton'
      const typing = isTyping(event.target) && !isTime
      if (event.key !== 'z' || !(event.ctrlKey || event.metaKey) || typing) return
      event.preventDefault()
      undo()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [undo])
}
