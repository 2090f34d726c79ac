/** Add or change a dated event (M9); of one from a calendar what is made of it here: half day, route, does not count. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, MultiSelect, SegmentedControl, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { ApiRefusal, api } from '../../../api/client.ts'
import { DayField, MomentField, TimeField } from '../../../parts/dates.tsx'
import { TypedModal } from '../../../parts/guarded-modal.tsx'
import { Wrong } from '../../../sign-in/sign-in-form.tsx'
import { StaleNote } from '../../../telephony/stale-note.tsx'
import { useDialogKeys } from '../../../telephony/use-dialog-keys.ts'
import type { Site } from '../../site-layout.tsx'
import classes from '../hours.module.css'
import { useEventWords } from './event-words.ts'
import { OwnRoute } from './own-route.tsx'
import { draftOf, type EventDraft, eventBody, hoursBody, useEventForm } from './use-event-form.ts'
import type { SiteEvent } from './use-site-events.ts'

interface Props {
  readonly site: Site
  /** undefined: a new one. */
  readonly event: SiteEvent | undefined
  readonly onClose: () => void
}

export function EventDialog({ site, event, onClose }: Props) {
  const { t } = useLingui()
  const client = useQueryClient()
  const words = useEventWords(site)
  const { draft, change, setKind } = useEventForm(site, event)
  const [tried, setTried] = useState(false)
  const imported = event?.sourceId != null
  const faults = {
    name: draft.name.trim() === '' ? t`Name it: callers do not hear it, the desk reads it.` : undefined,
    from: draft.from === '' ? t`Say when it begins.` : undefined,
    to: draft.to !== '' && draft.to < draft.from ? t`It ends before it begins.` : undefined,
  }
  const wrong = !imported && (faults.name ?? faults.from ?? faults.to)
  const save = useMutation({
    mutationFn: (version: number) => send(draft, event, version),
    onSuccess: () => {
      for (const key of ['site-events', 'site-rule'])
        void client.invalidateQueries({ queryKey: [key, site.id] })
      onClose()
    },
  })
  const form = useRef<HTMLFormElement>(null)
  const submit = () => {
    setTried(true)
    if (!form.current?.reportValidity()) return
    if (!wrong && !save.isPending) save.mutate(event?.version ?? 0)
  }
  useDialogKeys({ onSave: submit })
  const stale =
    save.error instanceof ApiRefusal && save.error.code === 'stale-version' ? save.error : undefined
  return (
    <TypedModal
      opened
      onClose={onClose}
      size={560}
      closeOnClickOutside={false}
      title={event ? event.name : t`Add an event at ${site.name}`}
    >
      <form
        ref={form}
        className={classes.form}
        noValidate
        onSubmit={(submitted: FormEvent) => {
          submitted.preventDefault()
          submit()
        }}
      >
        {imported && event ? (
          <p className="middle">
            <Trans>
              {words.when(event)}. It comes from a calendar; what is set here stays when that is read again.
            </Trans>
          </p>
        ) : (
          <>
            <TextInput
              label={t`Name`}
              placeholder={t`Fire drill`}
              data-autofocus
              data-longest={120}
              value={draft.name}
              error={tried && faults.name}
              onChange={({ currentTarget }) => change({ name: currentTarget.value })}
            />
            <When
              draft={draft}
              zone={site.timeZone}
              faults={tried ? faults : {}}
              change={change}
              onKind={setKind}
            />
            <Sites site={site} draft={draft} change={change} />
          </>
        )}
        {draft.kind === 'days' && <HalfDay draft={draft} change={change} />}
        <OwnRoute route={draft.route} onChange={(route) => change({ route })} />
        {imported && (
          <Checkbox
            label={t`It does not count here`}
            checked={draft.excluded}
            onChange={({ currentTarget }) => change({ excluded: currentTarget.checked })}
          />
        )}
        {stale && (
          <StaleNote<SiteEvent>
            error={stale}
            who={() => null}
            onMine={(theirs) => save.mutate(theirs.version)}
            onTheirs={(theirs) => {
              change(draftOf(site, theirs))
              save.reset()
              void client.invalidateQueries({ queryKey: ['site-events', site.id] })
            }}
          />
        )}
        {save.error && !stale && <Wrong error={save.error} />}
        <div className={classes.foot}>
          <Button variant="subtle" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" loading={save.isPending} aria-keyshortcuts="Control+Enter">
            {event ? <Trans>Save</Trans> : <Trans>Add event</Trans>}
          </Button>
        </div>
      </form>
    </TypedModal>
  )
}

function send(draft: EventDraft, event: SiteEvent | undefined, version: number): Promise<SiteEvent> {
  if (!event) return api.createSiteEvent({ body: eventBody(draft, event) as never })
  const params = { eventId: event.id }
  if (event.sourceId === null)
    return api.updateSiteEvent({ params, body: { version, ...eventBody(draft, event) } as never })
  const { route, excluded, halfDay } = draft
  return api.changeImportedEvent({
    params,
    body: { version, route, excluded, hours: hoursBody(halfDay, event) } as never,
  })
}

interface PartProps {
  readonly draft: EventDraft
  readonly change: (changed: Partial<EventDraft>) => void
}

interface WhenProps extends PartProps {
  readonly zone: string
  readonly faults: { readonly from?: string | undefined; readonly to?: string | undefined }
  readonly onKind: (kind: EventDraft['kind']) => void
}

function When({ draft, zone, faults, change, onKind }: WhenProps) {
  const { t } = useLingui()
  return (
    <>
      <SegmentedControl
        aria-label={t`Kind of event`}
        value={draft.kind}
        onChange={(kind) => onKind(kind as EventDraft['kind'])}
        data={[
          { value: 'days', label: t`Whole days` },
          { value: 'span', label: t`From a time to a time` },
        ]}
      />
      {draft.kind === 'days' ? (
        <div className={classes.fields}>
          <DayField
            label={t`First day`}
            zone={zone}
            value={draft.from}
            error={faults.from}
            onChange={(from) => change({ from })}
          />
          <DayField
            label={t`Last day`}
            zone={zone}
            min={draft.from}
            value={draft.to}
            error={faults.to}
            onChange={(to) => change({ to })}
          />
        </div>
      ) : (
        <div className={classes.fields}>
          <MomentField
            label={t`From, ${zone}`}
            zone={zone}
            value={draft.from}
            error={faults.from}
            onChange={(from) => change({ from })}
          />
          <MomentField
            label={t`Until`}
            zone={zone}
            min={draft.from}
            value={draft.to}
            error={faults.to}
            onChange={(to) => change({ to })}
          />
        </div>
      )}
    </>
  )
}

function HalfDay({ draft: { halfDay }, change }: PartProps) {
  const { t } = useLingui()
  return (
    <div className={classes.halfDay}>
      <Checkbox
        label={t`Half day: open all the same`}
        checked={halfDay !== undefined}
        onChange={({ currentTarget }) =>
          change({ halfDay: currentTarget.checked ? { start: '08:30', end: '13:00' } : undefined })
        }
      />
      {halfDay && (
        <>
          <TimeField
            label={t`Open from`}
            value={halfDay.start}
            onChange={(start) => change({ halfDay: { ...halfDay, start } })}
          />
          <span className="middle">
            <Trans>to</Trans>
          </span>
          <TimeField
            label={t`Open to`}
            value={halfDay.end}
            onChange={(end) => change({ halfDay: { ...halfDay, end } })}
          />
        </>
      )}
    </div>
  )
}

function Sites({ site, draft, change }: PartProps & { site: Site }) {
  const { t } = useLingui()
  const { data } = useQuery({
    queryKey: ['sites', site.operatorId],
    queryFn: () => api.listSites({ query: { operatorId: site.operatorId, limit: 1000 } }),
    staleTime: 60_000,
  })
  if (!data || data.items.length < 2) return null
  return (
    <MultiSelect
      label={t`At`}
      searchable
      data={data.items.map(({ id, name }) => ({ value: id, label: name }))}
      value={[...draft.siteIds]}
      onChange={(siteIds) => siteIds.length > 0 && change({ siteIds })}
    />
  )
}
