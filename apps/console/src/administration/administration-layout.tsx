/** Administration: the tabs that the role may open, and the opened one. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Navigate, useLocation } from '@tanstack/react-router'
import { NothingHere } from '../parts/states.tsx'
import { TabbedPage } from '../parts/tabbed-page.tsx'
import { useCrumbs } from '../shell/crumbs.tsx'
import { useAdministrationTabs } from './tabs.ts'

export function AdministrationLayout() {
  const { t } = useLingui()
  const { pathname } = useLocation()
  const tabs = useAdministrationTabs()
  const first = tabs[0]?.value
  // Still drawn for a moment when another page is on its way: that address is none of ours.
  const [, page, tab] = pathname.split('/')
  const opened = tabs.find(({ value }) => value === tab)
  useCrumbs([
    { label: t`Administration`, to: '/administration' },
    ...(opened ? [{ label: opened.label }] : []),
  ])
  if (page !== 'administration') return null
  if (!tab && first) return <Navigate to={`/administration/${first}` as never} replace />
  if (!opened) return <NothingHere />
  return (
    <>
      <h1>
        <Trans>Administration</Trans>
      </h1>
      <TabbedPage label={t`Administration`} path={'/administration'} tabs={tabs} value={opened.value} />
    </>
  )
}
