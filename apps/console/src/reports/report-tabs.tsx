/** The reports that the role may read; nothing where there is only one. */
import { useLingui } from '@lingui/react/macro'
import { Tabs } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { may, useMe } from '../session.ts'
import type { ReportsSearch } from './reports-page.tsx'

const addresses = { calls: '/reports', reception: '/reports/reception' } as const

export function ReportTabs({ value }: { value: keyof typeof addresses }) {
  const { t } = useLingui()
  const me = useMe()
  const navigate = useNavigate()
  const { site } = useSearch({ strict: false }) as ReportsSearch
  if (!may(me, 'get-reception-figures') || !may(me, 'get-site-report')) return null
  return (
    <Tabs
      value={value}
      onChange={(tab) => void navigate({ to: addresses[tab as typeof value], search: site ? { site } : {} })}
    >
      <Tabs.List aria-label={t`Reports`}>
        <Tabs.Tab value="calls">{t`Calls`}</Tabs.Tab>
        <Tabs.Tab value="reception">{t`Reception`}</Tabs.Tab>
      </Tabs.List>
    </Tabs>
  )
}
