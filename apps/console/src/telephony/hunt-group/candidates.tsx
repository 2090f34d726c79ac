/** Who may be in the group, each with what it would do right now. Space chooses, arrows move. */

import { Trans, useLingui } from '@lingui/react/macro'
import { Checkbox } from '@mantine/core'
import { IconCircleCheck, IconDialpad, IconPhone, IconPlugX } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import { NotRegistered } from '../../devices/registered.tsx'
import { Elapsed } from '../../parts/elapsed.tsx'
import { printed } from '../../parts/numbers.ts'
import { Status, Tag } from '../../parts/state-badge.tsx'
import classes from './hunt-group.module.css'
import type { Candidate } from './use-hunt-group-form.ts'

interface Props {
  readonly rows: readonly Candidate[]
  readonly filter: string
  readonly zone: string
  readonly lastAnswered: (row: Candidate) => string
  readonly onToggle: (key: string) => void
  readonly onToggleLamp: (key: string) => void
}

export function Candidates({ rows, filter, zone, lastAnswered, onToggle, onToggleLamp }: Props) {
  const { t } = useLingui()
  const wanted = filter.trim().toLowerCase().replaceAll(/\s/g, '')
  const shown = rows.filter(({ e164, extension, name }) =>
    [e164, extension ?? '', name].some((text) => text.toLowerCase().replaceAll(/\s/g, '').includes(wanted)),
  )
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th>
              <span className="unseen">{t`Member`}</span>
            </th>
            <th>{t`Number`}</th>
            <th>{t`Who`}</th>
            <th>{t`Right now`}</th>
            <th className={classes.last}>{t`Last answered here`}</th>
            <th>{t`Lamp`}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={row.key} onKeyDown={move}>
              <td>
                <Checkbox
                  checked={row.chosen}
                  onChange={() => onToggle(row.key)}
                  aria-label={t`${row.name || printed(row.e164)} is a member`}
                />
              </td>
              <td className="figures">{row.extension ?? printed(row.e164)}</td>
              <td>{row.name}</td>
              <td>
                <RightNow row={row} zone={zone} />
              </td>
              <td className={`${classes.last} figures middle`}>{lastAnswered(row)}</td>
              <td>
                {row.kind === 'number' && (
                  <Checkbox
                    checked={row.chosen && row.lamp}
                    disabled={!row.chosen}
                    onChange={() => onToggleLamp(row.key)}
                    aria-label={t`The phones of ${row.name || printed(row.e164)} show that the main number has messages`}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length === 0 && (
        <p className={`${classes.none} quiet`}>
          <Trans>Nobody here matches.</Trans>
        </p>
      )}
    </div>
  )
}

function RightNow({ row, zone }: { row: Candidate; zone: string }) {
  const { t } = useLingui()
  if (row.kind === 'external')
    return (
      <span className={classes.now}>
        <Status tone="ok" icon={<IconCircleCheck size={15} aria-hidden />}>{t`Would ring`}</Status>
        <Tag tone="idle" icon={<IconDialpad size={14} aria-hidden />}>{t`press 1, 18 s at most`}</Tag>
      </span>
    )
  if (row.devices === 0)
    return <Status tone="idle" icon={<IconPlugX size={15} aria-hidden />}>{t`No device`}</Status>
  // Whether a phone rings while it talks is up to the phone: it may take a second call, or answer that it is busy.
  if (row.talkingSince !== null)
    return (
      <Status tone="accent" icon={<IconPhone size={15} aria-hidden />}>
        {t`Talking`} <Elapsed since={row.talkingSince} />
      </Status>
    )
  if (row.registered === 0) return <NotRegistered since={row.unregisteredSince} zone={zone} />
  return (
    <Status tone="ok" icon={<IconCircleCheck size={15} aria-hidden />}>
      {row.registered === 1 ? t`Would ring` : t`Would ring on ${row.registered} devices`}
    </Status>
  )
}

/** Arrows go from one checkbox to the next. */
function move(event: KeyboardEvent<HTMLTableRowElement>): void {
  const step = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' }[event.key] as
    | 'nextElementSibling'
    | 'previousElementSibling'
    | undefined
  const next = step && event.currentTarget[step]
  if (!next) return
  event.preventDefault()
  next.querySelector('input')?.focus()
}
