/** iCalendar files as events (RFC 5545, M9): chosen, shown what it would bring, then imported; taken back as a whole. */
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, FileInput, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconFile } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type AnswerOf, api } from '../../../api/client.ts'
import { TypedModal } from '../../../parts/guarded-modal.tsx'
import { Note } from '../../../parts/state-badge.tsx'
import { fullDate } from '../../../parts/time.ts'
import { Wrong } from '../../../sign-in/sign-in-form.tsx'
import type { Site } from '../../site-layout.tsx'
import classes from '../hours.module.css'
import { calendarText } from './calendar-text.ts'

type Found = AnswerOf<'importCalendar'>
type Calendar = AnswerOf<'listCalendars'>['items'][number]

export function CalendarDialog({ site, onClose }: { site: Site; onClose: () => void }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [text, setText] = useState<string>()
  const [name, setName] = useState('')
  const send = (dryRun: boolean) =>
    api.importCalendar({ params: { siteId: site.id }, body: { name: name.trim(), text: text ?? '', dryRun } })
  const look = useMutation({ mutationFn: () => send(true) })
  const bring = useMutation({
    mutationFn: () => send(false),
    onSuccess: () => {
      for (const key of ['site-events', 'site-rule', 'calendars'])
        void client.invalidateQueries({ queryKey: [key, site.id] })
      onClose()
    },
  })
  const choose = async (file: File | null) => {
    look.reset()
    setText(file ? calendarText(new Uint8Array(await file.arrayBuffer())) : undefined)
    if (file && !name) setName(file.name.replace(/\.ics$/i, ''))
  }
  const found = look.data
  const ready = text !== undefined && name.trim() !== ''
  const error = look.error ?? bring.error
  return (
    <TypedModal opened onClose={onClose} size={520} title={t`Import a calendar at ${site.name}`}>
      <div className={classes.form}>
        <Calendars site={site} />
        <FileInput
          label={t`Calendar file`}
          placeholder={t`Choose an .ics file`}
          accept=".ics,text/calendar"
          leftSection={<IconFile size={16} aria-hidden />}
          onChange={choose}
        />
        <TextInput
          label={t`Name`}
          description={t`The same name again replaces what it brought before.`}
          data-longest={120}
          value={name}
          onChange={({ currentTarget }) => {
            setName(currentTarget.value)
            look.reset()
          }}
        />
        {found && <WouldBring found={found} />}
        {error && <Wrong error={error} />}
        <div className={classes.foot}>
          <Button variant="subtle" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          {found ? (
            <Button loading={bring.isPending} onClick={() => bring.mutate()}>
              <Plural value={found.events.length} one="Import # event" other="Import # events" />
            </Button>
          ) : (
            <Button
              loading={look.isPending}
              aria-disabled={!ready || undefined}
              data-disabled={!ready || undefined}
              onClick={() => ready && look.mutate()}
            >
              <Trans>Check the file</Trans>
            </Button>
          )}
        </div>
      </div>
    </TypedModal>
  )
}

function WouldBring({ found: { events, errors, skipped } }: { found: Found }) {
  return (
    <div role="status" className={classes.form}>
      <ul className={`${classes.list} ${classes.preview}`}>
        {events.map(({ name, when }) => (
          <li key={`${name} ${when.from}`}>
            <span className="cut">{name}</span>
            <span className="middle figures">{when.from.replace('T', ' ')}</span>
          </li>
        ))}
      </ul>
      {skipped > 0 && (
        <p className="meta">
          <Plural
            value={skipped}
            one="# entry is cancelled, over or too far ahead."
            other="# entries are cancelled, over or too far ahead."
          />
        </p>
      )}
      {errors.map(({ entry, message }) => (
        <Note key={`${entry} ${message}`} tone="wait" icon={<IconAlertTriangle size={16} aria-hidden />}>
          {entry}: {message}
        </Note>
      ))}
    </div>
  )
}

function Calendars({ site }: { site: Site }) {
  const { i18n } = useLingui()
  const client = useQueryClient()
  const { data } = useQuery({
    queryKey: ['calendars', site.id],
    queryFn: () => api.listCalendars({ params: { siteId: site.id } }),
  })
  const remove = useMutation({
    mutationFn: ({ id, version }: Calendar) =>
      api.deleteCalendar({ params: { calendarId: id }, query: { version } }),
    onSettled: () => {
      for (const key of ['site-events', 'site-rule', 'calendars'])
        void client.invalidateQueries({ queryKey: [key, site.id] })
    },
  })
  if (!data || data.items.length === 0) return null
  return (
    <ul className={classes.list}>
      {data.items.map((calendar) => (
        <li key={calendar.id}>
          <span className="cut">
            {calendar.name}{' '}
            {calendar.importedAt && (
              <span className="meta figures">
                {fullDate(calendar.importedAt, site.timeZone, i18n.locale)}
              </span>
            )}
          </span>
          <Button
            variant="subtle"
            size="compact-sm"
            loading={remove.isPending && remove.variables.id === calendar.id}
            onClick={() => remove.mutate(calendar)}
          >
            <Trans>Take back</Trans>
          </Button>
        </li>
      ))}
      {remove.error && (
        <li>
          <Wrong error={remove.error} />
        </li>
      )}
    </ul>
  )
}
