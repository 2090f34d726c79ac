/** Audit (N11): who changed what, when, from what to what; narrowed by object, person and time; as CSV. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconUser, IconX } from '@tabler/icons-react'
import { type AnswerOf, addressOf, api } from '../../api/client.ts'
import { CsvButton } from '../../parts/csv-button.tsx'
import { DayField } from '../../parts/dates.tsx'
import form from '../../parts/form.module.css'
import { Listed } from '../../parts/listed.tsx'
import { Empty } from '../../parts/states.tsx'
import { localDay, localZone } from '../../parts/time.ts'
import { useAddress } from '../../parts/use-address.ts'
import { usePages } from '../../parts/use-pages.ts'
import classes from './audit.module.css'
import { useAuditColumns } from './audit-columns.tsx'
import type { Entry } from './entry.ts'
import { EntryDialog } from './entry-dialog.tsx'
import { useKindWords } from './kind-words.ts'
import { knownNames } from './known-names.ts'

/** What the list keeps in its address. */
export interface AuditSearch {
  kind?: string
  actor?: string
  /** One organization, or one object, with the name that it had when it was chosen. */
  organization?: string
  object?: string
  named?: string
  /** First and last day, `2026-11-24`. */
  from?: string
  to?: string
  entry?: string
}

const nothing = {
  kind: undefined,
  actor: undefined,
  organization: undefined,
  object: undefined,
  named: undefined,
  from: undefined,
  to: undefined,
}

export function AuditPage() {
  const { t } = useLingui()
  const [search, change] = useAddress<AuditSearch>()
  const filter = useFilter(search)
  const entries = usePages<Entry, AnswerOf<'listAudit'>>(['audit', filter], (after, signal) =>
    api.listAudit({ query: { ...filter, after, limit: 200 } }, { signal }),
  )
  const known = knownNames(entries.pages)
  const columns = useAuditColumns(change, known)
  const opened = entries.rows.find(({ id }) => id === search.entry)
  const narrowed = Object.values(filter).some((value) => value !== undefined)
  return (
    <>
      <Filters search={search} change={change} csv={addressOf('exportAudit', { query: filter })} />
      <Listed
        list={entries}
        label={t`Audit`}
        failed={t`The audit could not be loaded.`}
        rows={entries.rows}
        columns={columns}
        rowKey={({ id }) => id}
        stale={entries.stale}
        onEnd={entries.more}
        onOpen={({ id }) => change({ entry: id })}
        empty={
          narrowed ? (
            <Empty
              title={t`No changes match.`}
              action={
                <Button variant="default" onClick={() => change(nothing)}>
                  <Trans>Clear filter</Trans>
                </Button>
              }
            />
          ) : (
            <Empty title={t`Nothing has been changed yet.`} />
          )
        }
      />
      {opened && <EntryDialog entry={opened} known={known} onClose={() => change({ entry: undefined })} />}
    </>
  )
}

/** Days are those of this browser: an audit spans sites. */
function useFilter({ kind, actor, organization, object, from, to }: AuditSearch) {
  const [settled] = useDebouncedValue(actor, 250)
  return {
    kind,
    actor: settled?.trim() || undefined,
    organizationId: organization,
    objectId: object,
    from: from && new Date(`${from}T00:00`).toISOString(),
    to: to && dayAfter(to).toISOString(),
  }
}

function dayAfter(day: string): Date {
  const date = new Date(`${day}T00:00`)
  date.setDate(date.getDate() + 1)
  return date
}

interface FiltersProps {
  readonly search: AuditSearch
  readonly change: (change: { [K in keyof AuditSearch]?: AuditSearch[K] | undefined }) => void
  readonly csv: string
}

function Filters({ search, change, csv }: FiltersProps) {
  const { t } = useLingui()
  const words = useKindWords()
  const only = search.object ?? search.organization
  const today = localDay(Date.now(), localZone)
  return (
    <div className={form.tools}>
      <Select
        className={classes.field}
        aria-label={t`What was changed`}
        placeholder={t`Everything`}
        clearable
        searchable
        data={Object.entries(words).map(([value, label]) => ({ value, label }))}
        value={search.kind ?? null}
        onChange={(kind) => change({ kind: kind ?? undefined })}
      />
      <TextInput
        data-filter
        className={classes.field}
        aria-label={t`Changed by`}
        placeholder={t`Changed by`}
        leftSection={<IconUser size={15} aria-hidden />}
        value={search.actor ?? ''}
        onChange={({ currentTarget }) => change({ actor: currentTarget.value || undefined })}
      />
      {(['from', 'to'] as const).map((end) => {
        const label = end === 'from' ? t`From` : t`To`
        return (
          <DayField
            key={end}
            hideLabel
            clearable
            className={classes.day}
            label={label}
            {...(end === 'from' ? { max: search.to ?? today } : { min: search.from, max: today })}
            placeholder={label}
            value={search[end] ?? ''}
            onChange={(day) => change({ [end]: day || undefined })}
          />
        )
      })}
      {only && (
        <Button
          variant="light"
          rightSection={<IconX size={14} aria-hidden />}
          onClick={() => change({ organization: undefined, object: undefined, named: undefined })}
        >
          <span className="unseen">{t`No longer only`} </span>
          {search.named ?? only.slice(0, 8)}
        </Button>
      )}
      <CsvButton className={form.end} href={csv} />
    </div>
  )
}
