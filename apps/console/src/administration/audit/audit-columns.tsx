/** The columns of the audit: when, by whom, of what, from what to what. */
import { useLingui } from '@lingui/react/macro'
import { UnstyledButton } from '@mantine/core'
import { IconArrowRight, IconMinus, IconPencil, IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Column } from '../../parts/data-table.tsx'
import { Status } from '../../parts/state-badge.tsx'
import { localZone, whenInWords } from '../../parts/time.ts'
import { useRoleWords } from '../role-words.ts'
import classes from './audit.module.css'
import type { AuditSearch } from './audit-page.tsx'
import { changedValues, valueInWords } from './changed-values.ts'
import type { Entry } from './entry.ts'
import { useFieldWords } from './field-words.ts'
import { useKindWords } from './kind-words.ts'
import { type KnownNames, nameOf } from './known-names.ts'
import { useValueWords } from './value-words.ts'

export function useAuditColumns(
  narrow: (change: AuditSearch) => void,
  known: KnownNames,
): readonly Column<Entry>[] {
  const { t, i18n } = useLingui()
  const roles = useRoleWords()
  const kinds = useKindWords()
  return [
    {
      id: 'at',
      header: t`When`,
      width: '116px',
      figures: true,
      cell: ({ id, at }) => (
        <Link to="." search={((old: object) => ({ ...old, entry: id })) as never}>
          {whenInWords(at, Date.now(), localZone, i18n.locale)}
        </Link>
      ),
    },
    {
      id: 'actor',
      header: t`Changed by`,
      width: 'minmax(110px, 0.8fr)',
      from: 620,
      cell: ({ actor, role }) => (
        <UnstyledButton
          className={classes.object}
          title={role ? roles[role] : undefined}
          onClick={() => narrow({ actor })}
        >
          {actor}
        </UnstyledButton>
      ),
    },
    { id: 'action', header: t`What`, width: '100px', from: 480, cell: (entry) => <Action {...entry} /> },
    {
      id: 'object',
      header: t`Object`,
      width: 'minmax(130px, 1.7fr)',
      cell: (entry) => {
        const kind = kinds[entry.kind] ?? entry.kind
        const name = nameOf(entry, known)
        return (
          <>
            <span className={classes.kind}>{kind}</span>
            <UnstyledButton
              className={classes.object}
              onClick={() => narrow({ object: entry.objectId, named: name ?? kind })}
            >
              {name ?? <span className="quiet">{entry.objectId.slice(0, 8)}</span>}
            </UnstyledButton>
          </>
        )
      },
    },
    {
      id: 'changes',
      header: t`Before → after`,
      width: 'minmax(150px, 2fr)',
      from: 820,
      cell: (entry) => <Changes entry={entry} known={known} />,
    },
  ]
}

/** One line of what changed; the whole of it stands in the dialog. */
function Changes({ entry, known }: { entry: Entry; known: KnownNames }) {
  const { i18n } = useLingui()
  const fields = useFieldWords()
  const values = useValueWords(known, (at) => whenInWords(at, Date.now(), localZone, i18n.locale))
  if (entry.action !== 'changed') return null
  const words = (field: string, value: unknown) => {
    const line = valueInWords(field, value, values)
    return line.length > 48 ? `${line.slice(0, 47).trimEnd()}…` : line
  }
  return (
    <span className="middle">
      {changedValues(entry).map(({ field, before, after }, index) => (
        <span key={field}>
          {index > 0 && ', '}
          {fields(field)} {words(field, before)}
          <IconArrowRight size={12} aria-hidden style={{ margin: '0 3px', verticalAlign: '-1px' }} />
          {words(field, after)}
        </span>
      ))}
    </span>
  )
}

function Action({ action }: Pick<Entry, 'action'>) {
  const { t } = useLingui()
  switch (action) {
    case 'created':
      return <Status tone="ok" icon={<IconPlus size={15} aria-hidden />}>{t`Created`}</Status>
    case 'removed':
      return <Status tone="bad" icon={<IconMinus size={15} aria-hidden />}>{t`Removed`}</Status>
    default:
      return <Status tone="idle" icon={<IconPencil size={15} aria-hidden />}>{t`Changed`}</Status>
  }
}
