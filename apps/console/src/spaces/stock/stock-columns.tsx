/** The columns of the stock: checkbox, number, EXT, state, organization, what it serves, a note, actions. */
import { useLingui } from '@lingui/react/macro'
import { Checkbox, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconStar } from '@tabler/icons-react'
import { type ReactNode, useMemo } from 'react'
import type { Column } from '../../parts/data-table.tsx'
import { printed } from '../../parts/numbers.ts'
import { RowLink } from '../../parts/row-link.tsx'
import { StateBadge } from '../../parts/state-badge.tsx'
import { Tick } from '../../parts/tick.tsx'
import { clockTime, dayInWords, fullDate } from '../../parts/time.ts'
import type { Me } from '../../session.ts'
import { Extension, isForHelp } from '../../telephony/extension.tsx'
import type { Site } from '../site-layout.tsx'
import type { SiteOrganization } from '../site-organizations.ts'
import type { StockNumber } from './bulk-plan.ts'
import { type StockSearch, useStockSearch } from './search.ts'
import classes from './stock.module.css'
import { StockActions } from './stock-actions.tsx'
import type { Selection } from './use-selection.ts'

interface Scope {
  readonly me: Me
  readonly site: Site
  readonly organizations: ReadonlyMap<string, SiteOrganization>
  readonly selection: Selection<StockNumber>
  readonly loaded: number
}

export function useStockColumns({
  me,
  site,
  organizations,
  selection,
  loaded,
}: Scope): readonly Column<StockNumber>[] {
  const { t } = useLingui()
  const { chosen, toggle, toggleAll } = selection
  const [some, all] = [chosen.length > 0, chosen.length > 0 && chosen.length === loaded]
  return useMemo(
    () => [
      {
        id: 'choose',
        header: (
          <Checkbox
            aria-label={some ? t`Choose none` : t`Choose all that are loaded`}
            checked={all}
            indeterminate={some && !all}
            onChange={toggleAll}
          />
        ),
        width: '30px',
        cell: (number, { selected }) => (
          <Tick
            aria-label={t`Choose ${printed(number.e164)}`}
            tabIndex={-1}
            checked={selected}
            onChange={(event) => toggle(number, (event.nativeEvent as unknown as MouseEvent).shiftKey)}
          />
        ),
      },
      {
        id: 'number',
        header: <SortHead by={undefined}>{t`Number`}</SortHead>,
        width: 'minmax(130px, 158px)',
        figures: true,
        cell: ({ e164 }) => <span className={classes.number}>{printed(e164)}</span>,
      },
      {
        id: 'extension',
        header: <SortHead by="extension">EXT</SortHead>,
        width: '70px',
        figures: true,
        from: 420,
        cell: (number) => <Extension number={number} site={site} />,
      },
      {
        id: 'state',
        header: <SortHead by="state">{t`State`}</SortHead>,
        width: 'minmax(108px, 114px)',
        cell: ({ state }) => <StateBadge state={state} />,
      },
      {
        id: 'organization',
        header: t`Organization`,
        width: 'minmax(132px, 1.3fr)',
        from: 560,
        cell: (number) => <Owner number={number} site={site} organizations={organizations} />,
      },
      {
        id: 'serves',
        header: t`Serves`,
        width: 'minmax(152px, 1fr)',
        from: 700,
        cell: (number) => <Serves number={number} />,
      },
      {
        id: 'note',
        header: t`Note`,
        width: '128px',
        figures: true,
        from: 840,
        cell: (number) => <NumberNote number={number} site={site} />,
      },
      {
        id: 'actions',
        header: <span className="unseen">{t`Actions`}</span>,
        width: '36px',
        end: true,
        cell: (number) => <StockActions number={number} site={site} me={me} />,
      },
    ],
    [t, me, site, organizations, some, all, toggle, toggleAll],
  )
}

function SortHead({ by, children }: { by: StockSearch['sort']; children: ReactNode }) {
  const { t } = useLingui()
  const [{ sort, descending }, change] = useStockSearch()
  const on = sort === by
  const Arrow = descending ? IconArrowDown : IconArrowUp
  return (
    <UnstyledButton
      className={classes.sort}
      onClick={() => change({ sort: by, descending: on && !descending ? 'true' : undefined })}
    >
      {children}
      {on && <Arrow size={13} aria-hidden />}
      {on && <span className="unseen">{descending ? t`sorted downwards` : t`sorted upwards`}</span>}
    </UnstyledButton>
  )
}

function Owner({
  number: { organizationId },
  site,
  organizations,
}: {
  number: StockNumber
  site: Site
  organizations: ReadonlyMap<string, SiteOrganization>
}) {
  if (!organizationId) return <span className="quiet">–</span>
  const owner = organizations.get(organizationId)
  if (!owner) return <span className="quiet">…</span>
  const path = owner.kind === 'operator' ? '/account' : `/occupiers/${owner.id}/telephony`
  return (
    <RowLink href={`${path}?site=${site.id}`} className={classes.owner}>
      {owner.name}
    </RowLink>
  )
}

function Serves({ number: { kind, state, assignedName, label } }: { number: StockNumber }) {
  const { t } = useLingui()
  if (kind === 'main')
    return (
      <span className={classes.main}>
        <IconStar size={14} aria-hidden />
        {state === 'AVAILABLE' || state === 'COOLDOWN' ? t`Nominated as main` : t`Main number`}
      </span>
    )
  return assignedName || label || <span className="quiet">–</span>
}

function NumberNote({ number, site }: { number: StockNumber; site: Site }) {
  const { t, i18n } = useLingui()
  const zone = site.timeZone
  const { state, pendingSince, cooldownUntil, stateSince, special, unconfirmedBy } = number
  if (isForHelp(number, site)) return t`EXT for emergencies`
  if (state === 'PENDING' && pendingSince) return t`since ${clockTime(pendingSince, zone, i18n.locale)}`
  if (state === 'COOLDOWN' && cooldownUntil) return t`until ${fullDate(cooldownUntil, zone, i18n.locale)}`
  if (unconfirmedBy.length > 0) return t`not on ${unconfirmedBy.join(', ')}`
  if (special) return t`chosen for its digits`
  if (state !== 'AVAILABLE' && stateSince)
    return t`since ${dayInWords(stateSince, Date.now(), zone, i18n.locale)}`
  return <span className="quiet">–</span>
}
