/** Ctrl K: go to a page, a company, a number or a person, by typing. */
import { useLingui } from '@lingui/react/macro'
import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight'
import { IconBriefcase, IconPhone, IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../api/client.ts'
import { printed } from '../parts/numbers.ts'
import { isOperator, type Role } from '../session.ts'
import classes from './command-bar.module.css'
import { usePages } from './use-pages.ts'

export const openCommandBar = (): void => spotlight.open()

export function CommandBar({ role }: { role: Role }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [query, setQuery] = useState('')
  const found = useFound(query.trim(), role)
  const pages: SpotlightActionData[] = usePages(role, query.trim() !== '').map(
    ({ to, label, icon: Icon }) => ({
      id: to,
      label,
      leftSection: <Icon size={16} stroke={1.75} aria-hidden />,
      onClick: () => navigate({ href: to }),
    }),
  )
  return (
    <Spotlight
      actions={[
        {
          group: t`Found`,
          actions: found.map((one) => ({ ...one, onClick: () => navigate({ href: one.href }) })),
        },
        { group: t`Pages`, actions: pages },
      ]}
      query={query}
      onQueryChange={setQuery}
      shortcut={['mod + K']}
      tagsToIgnore={[]}
      nothingFound={t`Nothing found. Try part of a number, an extension or a company.`}
      highlightQuery
      scrollable
      centered={false}
      yOffset={96}
      overlayProps={{ blur: 0, backgroundOpacity: 0.35 }}
      classNames={{ actionsGroup: classes.group }}
      limit={12}
      maxHeight={420}
      filter={(text, actions) =>
        // A group without an action would stand for something found.
        actions
          .map((entry) =>
            'actions' in entry ? { ...entry, actions: entry.actions.filter(fits(text)) } : entry,
          )
          .filter((entry) => !('actions' in entry) || entry.actions.length > 0)
      }
      searchProps={{
        leftSection: <IconSearch size={16} aria-hidden />,
        placeholder: t`Number, EXT, company or page`,
        maxLength: 64,
        'aria-label': t`Search`,
        // What is found comes after what was typed, when nothing is chosen yet.
        onKeyDown: ({ key }) => {
          if (key === 'Enter' && !document.querySelector('.mantine-Spotlight-action[data-selected]'))
            document.querySelector<HTMLElement>('.mantine-Spotlight-action')?.click()
        },
      }}
    />
  )
}

const fits =
  (text: string) =>
  ({ id = '', label = '' }: SpotlightActionData): boolean =>
    id.startsWith('found:') || words(text).every((word) => label.toLowerCase().includes(word))

/** "finsbury hours" is found too. */
const words = (text: string): readonly string[] => text.toLowerCase().split(/[\s›]+/)

interface Found extends SpotlightActionData {
  readonly href: string
}

function useFound(text: string, role: Role): readonly Found[] {
  const { data } = useQuery({
    queryKey: ['command-bar', text],
    // Who answers calls for others has no page of their numbers.
    enabled: text.length >= 2 && role !== 'receptionist',
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<readonly Found[]> => {
      const [numbers, organizations] = await Promise.all([
        api.listNumbers({ query: { search: text, limit: 6 } }, { signal }),
        isOperator(role)
          ? api.listOrganizations({ query: { search: text, limit: 6 } }, { signal })
          : { items: [] },
      ])
      return [
        ...organizations.items.map(({ id, name }) => ({
          id: `found:${id}`,
          label: name,
          href: `/occupiers/${id}`,
          leftSection: <IconBriefcase size={16} stroke={1.75} aria-hidden />,
        })),
        ...numbers.items.map(({ id, e164, extension, assignedName, organizationId, siteId }) => ({
          id: `found:${id}`,
          label: printed(e164),
          description: [extension && `EXT ${extension}`, assignedName].filter(Boolean).join(', '),
          href: organizationId
            ? `/occupiers/${organizationId}/telephony?site=${siteId}&number=${id}`
            : `/spaces/${siteId}?search=${encodeURIComponent(e164)}`,
          leftSection: <IconPhone size={16} stroke={1.75} aria-hidden />,
        })),
      ]
    },
  })
  return data ?? []
}
