/** A dated change while it is edited (product §6.5, N12): its name and days, and the routes and hours that it has of its own. */
import { Trans, useLingui } from '@lingui/react/macro'
import { hoursInWords, type OpeningHours } from '@mainline/pbx'
import { Button, TextInput } from '@mantine/core'
import { IconCalendarClock, IconCircleX, IconClock } from '@tabler/icons-react'
import { type ReactNode, useRef } from 'react'
import { said } from '../../api/server-words.ts'
import { MomentField } from '../../parts/dates.tsx'
import { withUnit } from '../../parts/numbers.ts'
import { RouteSteps } from '../../parts/route-steps.tsx'
import { Status, Tag } from '../../parts/state-badge.tsx'
import { useUnsaved } from '../../parts/unsaved.tsx'
import type { PhoneNumber } from '../main-number.tsx'
import { SaveFoot } from '../save-foot.tsx'
import { type Route, useStepNames } from '../settings-route.tsx'
import { StaleNote } from '../stale-note.tsx'
import type { Site } from '../telephony.tsx'
import { useDialogKeys } from '../use-dialog-keys.ts'
import classes from './call-settings.module.css'
import type { DatedChange } from './dated-changes.tsx'
import { HoursEditor } from './hours-editor.tsx'
import { RouteEditor } from './route-editor.tsx'
import type { Today } from './step-editor.tsx'
import type { CallSettings } from './use-call-settings-form.ts'
import { useChangeForm } from './use-change-form.ts'

interface Props {
  readonly number: PhoneNumber
  readonly site: Site
  readonly change: DatedChange
  /** What holds before and after it. */
  readonly settings: CallSettings
  readonly siteHours: OpeningHours
  readonly today: Today
  /** Back to the list. */
  readonly onDone: () => void
}

export function ChangeEditor({ number, site, change, settings, siteHours, today, onDone }: Props) {
  const { t } = useLingui()
  const dates = useRef<HTMLFormElement>(null)
  const form = useChangeForm(number, change, settings, onDone)
  const { draft, edit, faults } = form
  const save = () => {
    if (dates.current?.reportValidity()) form.save()
  }
  useDialogKeys({ onSave: save })
  useUnsaved(form.changed)
  const first = faults[0]
  const usual = settings.hours ?? siteHours
  const routeOf = (part: 'inHours' | 'outOfHours', name: 'In hours' | 'Out of hours', title: string) => (
    <Part title={title} usual={settings[part]} own={draft[part]} onOwn={(route) => edit({ [part]: route })}>
      {(route) => (
        <RouteEditor
          name={name}
          title={title}
          route={route}
          faults={faults}
          home={number.e164}
          today={today}
          onChange={(changed) => edit({ [part]: changed })}
        />
      )}
    </Part>
  )
  return (
    <div
      ref={opened}
      tabIndex={-1}
      role="group"
      aria-label={t`Edit “${change.name}”`}
      className={classes.change}
    >
      <form
        ref={dates}
        className={classes.changeDates}
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <TextInput
          label={t`Name`}
          data-autofocus
          data-longest={120}
          required
          withAsterisk={false}
          value={draft.name}
          onChange={({ currentTarget }) => edit({ name: currentTarget.value })}
        />
        <MomentField
          label={t`From, ${site.timeZone}`}
          zone={site.timeZone}
          required
          value={draft.from}
          onChange={(from) => edit({ from })}
        />
        <MomentField
          label={t`Until`}
          zone={site.timeZone}
          required
          min={draft.from}
          value={draft.until}
          onChange={(until) => edit({ until })}
        />
        {/* Enter in a field sends the form. */}
        <button type="submit" hidden aria-hidden />
      </form>
      <div className={classes.hoursBar}>
        <div className={classes.hoursLine}>
          <IconClock size={16} aria-hidden />
          <span>
            <strong>{t`Opening hours`}</strong> {said(hoursInWords(draft.hours ?? usual))}
          </span>
          <Tag tone={draft.hours ? 'accent' : 'idle'}>
            {draft.hours ? t`For this time` : t`As the settings`}
          </Tag>
          {draft.hours ? (
            <AsUsual part={t`Opening hours`} onClick={() => edit({ hours: null })} />
          ) : (
            <OtherThan part={t`Opening hours`} onClick={() => edit({ hours: usual })} />
          )}
        </div>
        {draft.hours && <HoursEditor hours={draft.hours} onChange={(hours) => edit({ hours })} />}
      </div>
      <div className={classes.changeRoutes}>
        {routeOf('inHours', 'In hours', t`In hours`)}
        {routeOf('outOfHours', 'Out of hours', t`Out of hours`)}
      </div>
      <SaveFoot
        stale={
          form.stale && (
            <StaleNote<DatedChange>
              error={form.stale}
              who={({ changedBy }) => changedBy}
              what={form.theirChanges}
              onMine={form.keepMine}
              onTheirs={form.takeTheirs}
            />
          )
        }
        error={form.error}
        saving={form.saving}
        faulty={first !== undefined}
        onSave={save}
        onClose={onDone}
      >
        <span role="status" className={classes.verdict}>
          {first ? (
            <Status tone="bad" icon={<IconCircleX size={16} aria-hidden />}>
              <span className={classes.fault}>
                <Trans>Cannot be saved: {first.words}</Trans>
              </span>
            </Status>
          ) : (
            <span className="middle">
              <IconCalendarClock size={15} aria-hidden style={{ verticalAlign: '-2px' }} />{' '}
              <Trans>Holds from its beginning to its end, then the settings hold again</Trans>
            </span>
          )}
        </span>
      </SaveFoot>
    </div>
  )
}

/** It takes the place of the whole dialog, from its top on. */
function opened(editor: HTMLElement | null): void {
  editor?.querySelector<HTMLElement>('[data-autofocus]')?.focus({ preventScroll: true })
  requestAnimationFrame(() => editor?.scrollIntoView({ block: 'start' }))
}

interface PartProps {
  readonly title: string
  readonly usual: Route
  readonly own: Route | null
  readonly onOwn: (route: Route | null) => void
  readonly children: (route: Route) => ReactNode
}

/** A route of the change, or that of the settings with the way to another one. */
function Part({ title, usual, own, onOwn, children }: PartProps) {
  const { t } = useLingui()
  const names = useStepNames()
  const steps = usual.steps.map((step, index) => ({
    key: `${index} ${step.target}`,
    title: names(step),
    limit: step.target === 'voicemail' ? t`ends` : withUnit(step.limitSeconds, 's'),
  }))
  if (own)
    return (
      <div className={classes.part}>
        {children(own)}
        <AsUsual part={title} onClick={() => onOwn(null)} />
      </div>
    )
  return (
    <section className={classes.part} aria-label={title}>
      <div className={classes.route}>
        <header className={classes.routeHead}>
          <h3>{title}</h3>
          <span className="middle">
            <Trans>As the settings</Trans>
          </span>
        </header>
        <RouteSteps label={title} steps={steps} />
      </div>
      <OtherThan part={title} onClick={() => onOwn(usual)} />
    </section>
  )
}

function AsUsual({ part, onClick }: { part: string; onClick: () => void }) {
  const { t } = useLingui()
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      aria-label={t`${part}: as the settings have it`}
      onClick={onClick}
    >
      <Trans>As the settings have it</Trans>
    </Button>
  )
}

function OtherThan({ part, onClick }: { part: string; onClick: () => void }) {
  const { t } = useLingui()
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      aria-label={t`${part}: different for this time`}
      onClick={onClick}
    >
      <Trans>Different for this time</Trans>
    </Button>
  )
}
