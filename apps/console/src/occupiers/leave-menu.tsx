/** How an occupier leaves (N7): one of its sites, where it has several, or altogether. */
import { useLingui } from '@lingui/react/macro'
import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type AnswerOf, api } from '../api/client.ts'
import { useMe } from '../session.ts'
import { DecommissionDialog, type LeftSite } from './decommission-dialog.tsx'

export function LeaveMenu({ organization }: { organization: AnswerOf<'getOrganization'> }) {
  const { t } = useLingui()
  const [leaving, setLeaving] = useState<{ site?: LeftSite }>()
  const { operatorId, siteIds } = organization
  // Who sees some sites only does not know whether there are more.
  const ofSome = useMe().active.siteIds !== null || siteIds.length > 1
  const { data } = useQuery({
    queryKey: ['sites', operatorId],
    queryFn: () => api.listSites({ query: { operatorId, limit: 1000 } }),
    enabled: ofSome,
  })
  const sites = data?.items.filter(({ id }) => siteIds.includes(id)) ?? []
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={32} aria-label={t`More`}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {sites.map((site) => (
            <Menu.Item key={site.id} color="red" onClick={() => setLeaving({ site })}>
              {t`Decommission at ${site.name}…`}
            </Menu.Item>
          ))}
          <Menu.Item color="red" onClick={() => setLeaving({})}>{t`Decommission…`}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {leaving && (
        <DecommissionDialog
          organization={organization}
          site={leaving.site}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </>
  )
}
