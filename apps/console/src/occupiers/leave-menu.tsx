/** What is seldom done to an occupier: it is called otherwise, or leaves (N7): one of its sites, where it has several, or altogether. */
import { useLingui } from '@lingui/react/macro'
import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type AnswerOf, api } from '../api/client.ts'
import { useMe } from '../session.ts'
import { DecommissionDialog, type LeftSite } from './decommission-dialog.tsx'
import { useMayRename } from './rename.tsx'
import { RenameDialog } from './rename-dialog.tsx'

export function LeaveMenu({ organization }: { organization: AnswerOf<'getOrganization'> }) {
  const { t } = useLingui()
  const [leaving, setLeaving] = useState<{ site?: LeftSite }>()
  const [renaming, setRenaming] = useState(false)
  const mayRename = useMayRename(organization)
  const { operatorId, siteIds } = organization
  // An operator is nobody's occupier.
  const mayLeave = organization.kind === 'occupier'
  // Who sees some sites only does not know whether there are more.
  const ofSome = useMe().active.siteIds !== null || siteIds.length > 1
  const { data } = useQuery({
    queryKey: ['sites', operatorId],
    queryFn: () => api.listSites({ query: { operatorId, limit: 1000 } }),
    enabled: ofSome && mayLeave,
  })
  const sites = (mayLeave && data?.items.filter(({ id }) => siteIds.includes(id))) || []
  if (!mayRename && !mayLeave) return null
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={32} aria-label={t`More`}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayRename && <Menu.Item onClick={() => setRenaming(true)}>{t`Rename…`}</Menu.Item>}
          {mayRename && mayLeave && <Menu.Divider />}
          {sites.map((site) => (
            <Menu.Item key={site.id} color="red" onClick={() => setLeaving({ site })}>
              {t`Decommission at ${site.name}…`}
            </Menu.Item>
          ))}
          {mayLeave && <Menu.Item color="red" onClick={() => setLeaving({})}>{t`Decommission…`}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {renaming && <RenameDialog organization={organization} onClose={() => setRenaming(false)} />}
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
