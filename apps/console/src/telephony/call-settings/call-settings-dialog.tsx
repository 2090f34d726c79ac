/** Call settings (M5–M8, M13): two routes side by side, hours, "Try it at…", e-mail. A route that traps cannot be saved. */
import { Trans, useLingui } from '@lingui/react/macro'
import type { OpeningHours } from '@mainline/pbx'
import { Button } from '@mantine/core'
import { IconCalendarClock, IconCircleX, IconHistory } from '@tabler/icons-react'
import { hashKey, useSuspenseQuery } from '@tanstack/react-query'
import { useRef } from 'react'
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
import { ChangeEditor } from './change-editor.tsx'
import { type DatedChange, DatedChanges } from './dated-changes.tsx'
import { EarlierVersions } from './earlier-versions.tsx'
import { EmailFields } from './email-fields.tsx'
import type { Plan } from './from-a-date.tsx'
import { HoursBar } from './hours-bar.tsx'
import { RouteEditor } from './route-editor.tsx'
import { TryIt } from './try-it.tsx'
import { type CallSettings, useCallSettingsForm } from './use-call-settings-form.ts'
import { useDatedChanges } from './use-dated-changes.ts'

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
  const [{ panel, version, change: changeId }, go] = useTelephonySearch()
  const setPanel = (which: typeof panel) => go({ panel: which, version: undefined, change: undefined })
  const changes = useDatedChanges(number.id)
  const edited = useEdited(changes.all, changeId)
  const toggle = (which: typeof panel) => setPanel(panel === which ? undefined : which)
  // The editor of a dated change saves that.
  useDialogKeys({ onSave: () => edited || form.save() })
  useUnsaved(form.changed)
  const { draft, change, faults } = form
  const first = faults[0]
  if (edited)
    return (
      <ChangeEditor
        key={edited.id}
        number={number}
        site={site}
        change={edited}
        settings={data.settings}
        siteHours={data.siteHours}
        today={data.today}
        onDone={() => go({ change: undefined })}
      />
    )
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
        <DatedChanges
          numberId={number.id}
          site={site}
          changes={changes}
          onEdit={({ id }) => go({ change: id })}
          onCancel={() => setPanel(undefined)}
          plan={planOf(draft, data.settings, data.siteHours)}
          onPlanned={onClose}
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
          {changes.coming.length > 0 && (
            <span className={`count ${classes.howMany}`}>{changes.coming.length}</span>
          )}
        </Button>
      </SaveFoot>
    </>
  )
}

/** The one of the address. Somebody may take it back while it is edited: what is typed stays until it is saved or left. */
function useEdited(all: readonly DatedChange[], id: string | undefined): DatedChange | undefined {
  const last = useRef<DatedChange>(undefined)
  const found = all.find((change) => change.id === id)
  if (found) last.current = found
  return last.current?.id === id ? last.current : undefined
}

/** What of the edited settings differs from those that are saved. */
function planOf(draft: CallSettings, saved: CallSettings, siteHours: OpeningHours): Plan {
  const differs = (part: 'inHours' | 'outOfHours' | 'hours') =>
    hashKey([draft[part]]) !== hashKey([saved[part]])
  return {
    inHours: differs('inHours') ? draft.inHours : null,
    outOfHours: differs('outOfHours') ? draft.outOfHours : null,
    // Those of the site, where the settings have own ones, are said as they are.
    hours: differs('hours') ? (draft.hours ?? siteHours) : null,
  }
}
