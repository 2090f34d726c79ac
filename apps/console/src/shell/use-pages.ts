/** Every page that can be gone to by its name: those of the menu, and what lies below them. */
import { useLingui } from '@lingui/react'
import { useLingui as useMacro } from '@lingui/react/macro'
import { IconBuilding, IconHeadset, IconSettings, IconUserCircle, type TablerIcon } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useAdministrationTabs } from '../administration/tabs.ts'
import { api } from '../api/client.ts'
import { isOperator, type Role } from '../session.ts'
import { useSiteTabs } from '../spaces/tabs.ts'
import { navigation } from './navigation.ts'

export interface Page {
  readonly to: string
  readonly label: string
  readonly icon: TablerIcon
}

/** @param typed whether something is typed: the pages of sites are asked for only then */
export function usePages(role: Role, typed: boolean): readonly Page[] {
  const { i18n } = useLingui()
  const { t } = useMacro()
  const administration = useAdministrationTabs()
  const ofSite = useSiteTabs()
  const { data: sites } = useQuery({
    queryKey: ['command-bar-sites'],
    queryFn: () => api.listSites({ query: { limit: 1000 } }),
    enabled: typed && isOperator(role),
    staleTime: 60_000,
  })
  const menu = navigation
    .filter((item) => item.roles.includes(role))
    .map(({ to, label, icon }) => ({ to, label: i18n._(label), icon }))
  if (!typed) return menu
  return [
    ...menu,
    ...(menu.some(({ to }) => to === '/reception')
      ? [{ to: '/reception/wallboard', label: `${t`Reception`} › ${t`Wallboard`}`, icon: IconHeadset }]
      : []),
    { to: '/profile', label: t`Profile`, icon: IconUserCircle },
    ...(menu.some(({ to }) => to === '/administration') ? administration : []).map(({ value, label }) => ({
      to: `/administration/${value}`,
      label: `${t`Administration`} › ${label}`,
      icon: IconSettings,
    })),
    ...(sites?.items ?? []).flatMap(({ id, name }) =>
      ofSite.map(({ value, label }) => ({
        to: `/spaces/${id}/${value}`,
        label: `${name} › ${label}`,
        icon: IconBuilding,
      })),
    ),
  ]
}
