/** Which site a report is of; nothing where there is only one. */
import { useLingui } from '@lingui/react/macro'
import { Select } from '@mantine/core'
import classes from './reports.module.css'

interface Props<Site> {
  readonly sites: readonly Site[]
  readonly site: Site | undefined
  readonly onChange: (siteId: string) => void
}

export function SiteField<Site extends { id: string; name: string }>({ sites, site, onChange }: Props<Site>) {
  const { t } = useLingui()
  if (sites.length < 2) return null
  return (
    <Select
      className={classes.field}
      aria-label={t`Site`}
      allowDeselect={false}
      searchable
      data={sites.map(({ id, name }) => ({ value: id, label: name }))}
      value={site?.id ?? null}
      onChange={(id) => id && onChange(id)}
    />
  )
}
