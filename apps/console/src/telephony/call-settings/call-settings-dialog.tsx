/** Call settings (M5–M8, M13): two routes side by side, hours, "Try it at…", e-mail. A route that traps cannot be saved. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconCalendarClock, IconCircleX, IconHistory } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { Status } from '../../parts/state-badge.tsx'
import { useUnsaved } from '../../parts/unsaved.tsx'
import { MainDialog } from '../main-dialog.tsx'
import type { MainDialogProps } from '../main-dialogs.tsx'
import { SaveFoot } from '../save-foot.tsx'
import { useTelephonySearch } from '../search.ts'
import { StaleNote } from '../stale-note.tsx'
import { useDialogKeys } from '../use-dialog-keys.ts'
import classes from './call-settings.module.css'
import { EarlierVersions } from './earlier-versions.tsx'
import { EmailFields } from './email-fields.tsx'
import { FromADate } from './from-a-date.tsx'
import { HoursBar } from './hours-bar.tsx'
import { RouteEditor } from './route-editor.tsx'
import { TryIt } from './try-it.tsx'
import { type CallSettings, useCallSettingsForm } from './use-call-settings-form.ts'

export default function CallSettingsDialog(props: MainDialogProps) {
  const { t } = useLingui()
  return (
    <MainDialog {...props} what={t`Call settings`} size={1216} rows={10} closeOnClickOutside={false}>
      <Form {...props} />
    </MainDialog>
  )
}

function Form({ number, site, onClose }: MainDialogProps) {
  const { t } = useLingui()
  const params = { numberId: number.id }
  const { data } = useSuspenseQuery({
    queryKey: ['call-settings', number.id],
    queryFn: async () => {
      const [settings, hours, summary] = await Promise.all([
        api.getCallSettings({ params }),
        api.getSiteHours({ params: { siteId: site.id } }),
        api.getMainNumber({ params }),
      ])
      const { members, seatsReady } = summary
      return { settings, siteHours: hours.hours, today: { members, seatsReady } }
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const form = useCallSettingsForm(number, data.settings, onClose)
  const [{ panel, version }, go] = useTelephonySearch()
  const setPanel = (which: typeof panel) => go({ panel: which, version: undefined })
  const toggle = (which: typeof panel) => setPanel(panel === which ? undefined : which)
  useDialogKeys({ onSave: form.save })
  useUnsaved(form.changed)
  const { draft, change, faults } = form
  const first = faults[0]
  return (
    <>
      <HoursBar
        site={site}
        siteHours={data.siteHours}
        own={draft.hours}
        onChange={(hours) => change({ hours })}
        numberId={number.id}
      />
      <div className={classes.columns}>
        <RouteEditor
          name="In hours"
          title={t`In hours`}
          route={draft.inHours}
          faults={faults}
          home={number.e164}
          today={data.today}
          onChange={(inHours) => change({ inHours })}
        />
        <RouteEditor
          name="Out of hours"
          title={t`Out of hours`}
          route={draft.outOfHours}
          faults={faults}
          home={number.e164}
          today={data.today}
          onChange={(outOfHours) => change({ outOfHours })}
        />
        <aside className={classes.side}>
          <TryIt number={number} site={site} changed={form.changed} />
          {form.usesVoicemail && <EmailFields draft={draft} onChange={change} narrow />}
        </aside>
      </div>
      {panel === 'versions' && (
        <EarlierVersions
          numberId={number.id}
          site={site}
          wanted={version}
          onDone={onClose}
          onCancel={() => setPanel(undefined)}
        />
      )}
      {panel === 'dated' && (
        <FromADate
          numberId={number.id}
          site={site}
          draft={draft}
          onDone={onClose}
          onCancel={() => setPanel(undefined)}
        />
      )}
      <SaveFoot
        stale={
          form.stale && (
            <StaleNote<CallSettings>
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
        onSave={form.save}
        onClose={onClose}
      >
        <span role="status" className={classes.verdict}>
          {first ? (
            <Status tone="bad" icon={<IconCircleX size={16} aria-hidden />}>
              <span className={classes.fault}>
                <Trans>Cannot be saved: {first.words}</Trans>
              </span>
            </Status>
          ) : form.error || form.stale ? (
            <Status tone="bad" icon={<IconCircleX size={16} aria-hidden />}>
              <Trans>Not saved</Trans>
            </Status>
          ) : (
            <span className="middle">
              <Trans>Applies to the next call</Trans>
            </span>
          )}
        </span>
        <Button
          variant="default"
          leftSection={<IconHistory size={16} aria-hidden />}
          onClick={() => toggle('versions')}
          aria-expanded={panel === 'versions'}
        >
          <Trans>Earlier versions…</Trans>
        </Button>
        <Button
          variant="default"
          leftSection={<IconCalendarClock size={16} aria-hidden />}
          onClick={() => toggle('dated')}
          aria-expanded={panel === 'dated'}
        >
          <Trans>From a date…</Trans>
        </Button>
      </SaveFoot>
    </>
  )
}
