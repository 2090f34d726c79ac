/** The floating bar over the stock while rows are chosen: counts what will really happen, names what is left out. */
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Select } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../api/client.ts'
import { KeyHint } from '../../parts/key-hint.tsx'
import { Status } from '../../parts/state-badge.tsx'
import { may, useMe } from '../../session.ts'
import { isTyping } from '../../shell/is-typing.ts'
import type { Site } from '../site-layout.tsx'
import type { SiteOrganization } from '../site-organizations.ts'
import { asksOnceMore, mayNominate, methodOf, useActionWords } from './bulk-actions.ts'
import type { StockNumber } from './bulk-plan.ts'
import { type BulkAction, planBulk } from './bulk-plan.ts'
import { LeftOut } from './left-out.tsx'
import classes from './stock.module.css'
import { useBulkRun } from './use-bulk-run.tsx'
import type { Selection } from './use-selection.ts'

/** From so many numbers on a bulk action asks once more. */
const MANY = 50

/** What needs no organization to be named. */
const others = [
  'nominate',
  'unnominate',
  'activate',
  'deactivate',
  'deallocate',
  'release',
  'remove',
] as const satisfies readonly BulkAction[]

const dangers: readonly BulkAction[] = ['deactivate', 'deallocate', 'remove']

interface Props {
  readonly site: Site
  readonly organizations: readonly SiteOrganization[]
  readonly selection: Selection<StockNumber>
}

export function BulkBar({ site, organizations, selection }: Props) {
  const { t } = useLingui()
  const me = useMe()
  const words = useActionWords()
  const [organizationId, setOrganizationId] = useState<string | null>(null)
  const [asked, setAsked] = useState<BulkAction>()
  const { run, done, total } = useBulkRun(selection.clear)
  const organization = organizations.find(({ id }) => id === organizationId)
  const hasMain = useHasMain(site.id, organizationId)
  useEscape(asked ? () => setAsked(undefined) : selection.clear)
  const { chosen } = selection
  const allocation = planBulk('allocate', chosen, { hasMain: hasMain ?? false })
  const possible = others
    .filter((action) => may(me, methodOf[action]))
    .filter((action) => !action.endsWith('nominate') || mayNominate(me, site))
    .map((action) => planBulk(action, chosen))
    .filter(({ taken }) => taken.length > 0)
  const plan = asked && (asked === 'allocate' ? allocation : planBulk(asked, chosen))
  const start = (action: BulkAction) => {
    const found = action === 'allocate' ? allocation : planBulk(action, chosen)
    const asks = found.taken.length > MANY || (action !== 'allocate' && found.leftOut.length > 0)
    if (asks || asksOnceMore(action)) setAsked(action)
    else void run(found, organization)
  }
  const allocatable = organization && hasMain !== undefined && allocation.taken.length > 0
  const enters = allocatable && !plan && total === 0 && may(me, methodOf.allocate)
  useEnter(enters ? () => start('allocate') : undefined)
  return (
    <div className={classes.bulk} role="toolbar" aria-label={t`Numbers chosen: ${chosen.length}`}>
      <strong className="figures">
        <Plural value={chosen.length} one="# chosen" other="# chosen" />
      </strong>
      {total > 0 ? (
        <span role="status" className="middle figures">
          <Trans>
            {done} of {total} done…
          </Trans>
        </span>
      ) : plan ? (
        <>
          <Button
            data-danger={(asked && dangers.includes(asked)) || undefined}
            data-autofocus
            onClick={() => {
              setAsked(undefined)
              void run(plan, organization)
            }}
          >
            {words[plan.action]} {plan.taken.length}
          </Button>
          <Button variant="subtle" onClick={() => setAsked(undefined)}>
            <Trans>Keep</Trans>
          </Button>
          {asked === 'release' && (
            <span className="middle">
              <Trans>Available at once; callers of the former company may ring whoever gets them next.</Trans>
            </span>
          )}
          {asked === 'remove' && (
            <span className="middle">
              <Trans>Callers hear that the numbers do not exist. They can be added again.</Trans>
            </span>
          )}
          {asked === 'deactivate' && (
            <span className="middle">
              <Trans>Callers then hear that the numbers do not exist. Calls in progress finish.</Trans>
            </span>
          )}
        </>
      ) : (
        <>
          {may(me, methodOf.allocate) && (
            <>
              <Select
                aria-label={t`Organization`}
                placeholder={t`for which organization?`}
                searchable
                clearable
                selectFirstOptionOnChange
                nothingFoundMessage={t`No organization of this name at this site.`}
                data={organizations.map(({ id, name }) => ({ value: id, label: name }))}
                value={organizationId}
                onChange={setOrganizationId}
                className={classes.bulkWho}
                comboboxProps={{ position: 'top' }}
              />
              <Button
                aria-disabled={!allocatable || undefined}
                data-disabled={!allocatable || undefined}
                rightSection={enters && <KeyHint>⏎</KeyHint>}
                onClick={() => allocatable && start('allocate')}
              >
                {organization && hasMain !== undefined
                  ? t`Allocate ${allocation.taken.length}`
                  : words.allocate}
              </Button>
            </>
          )}
          {possible.map(({ action, taken }) => (
            <Button key={action} variant="subtle" onClick={() => start(action)}>
              {words[action]} {taken.length < chosen.length && taken.length}
            </Button>
          ))}
          <Button variant="subtle" rightSection={<KeyHint>Esc</KeyHint>} onClick={selection.clear}>
            <Trans>Clear</Trans>
          </Button>
        </>
      )}
      {(plan ?? (organization && allocation)) && total === 0 && (
        <LeftOut plan={plan ?? allocation} organization={organization?.name} />
      )}
      {!plan && total === 0 && possible.length === 0 && allocation.taken.length === 0 && (
        <Status tone="wait" icon={<IconAlertTriangle size={15} aria-hidden />}>
          <Plural
            value={chosen.length}
            one="It cannot be changed now: it is pending or in cooldown."
            other="None of these can be changed now: they are pending or in cooldown."
          />
        </Status>
      )}
    </div>
  )
}

/** Whether the organization has a main number at the site; undefined while unknown. */
function useHasMain(siteId: string, organizationId: string | null): boolean | undefined {
  const { data } = useQuery({
    queryKey: ['main-of', organizationId, siteId, 'exists'],
    enabled: organizationId !== null,
    queryFn: async () => {
      const query = { organizationId: organizationId ?? '', siteId, kind: 'main' as const, limit: 1 }
      return (await api.listNumbers({ query })).items.length > 0
    },
  })
  return data
}

/** Enter, unless it is meant for what has the focus. @param run undefined: there is nothing to run */
function useEnter(run: (() => void) | undefined): void {
  useEffect(() => {
    if (!run) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.repeat || event.defaultPrevented || isSomethingOver()) return
      const { target } = event
      if (!(target instanceof Element) || target.closest('a, button, textarea')) return
      if (isTyping(target) && target.closest('[role="toolbar"]') === null) return
      event.preventDefault()
      run()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [run])
}

/** The list of a Select stays in the page while it is closed, unseen. */
const isSomethingOver = (): boolean =>
  [...document.querySelectorAll('[role="dialog"], [role="menu"], [role="listbox"]')].some((each) =>
    each.checkVisibility(),
  )

function useEscape(leave: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || isTyping(event.target)) return
      if (!isSomethingOver()) leave()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [leave])
}
