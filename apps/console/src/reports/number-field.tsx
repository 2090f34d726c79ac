/** Chooses a number of a site by typing part of it; empty is all of them, where the role sees all. */
import { useLingui } from '@lingui/react/macro'
import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api/client.ts'
import { printed } from '../parts/numbers.ts'
import classes from './reports.module.css'

interface Props {
  readonly siteId: string
  readonly value: string | undefined
  /** Whether there is a report of all of them. */
  readonly all: boolean
  readonly onChange: (numberId: string | undefined) => void
}

export function NumberField({ siteId, value, all, onChange }: Props) {
  const { t } = useLingui()
  const [typed, setTyped] = useState('')
  const [text] = useDebouncedValue(typed.trim(), 200)
  const { data: chosen } = useQuery({
    queryKey: ['number', value],
    queryFn: () => api.getNumber({ params: { numberId: value ?? '' } }),
    enabled: value !== undefined,
  })
  const { data: found } = useQuery({
    queryKey: ['report-numbers', siteId, text],
    queryFn: ({ signal }) =>
      api.listNumbers({ query: { siteId, ...(text && { search: text }), limit: 30 } }, { signal }),
    placeholderData: keepPreviousData,
  })
  const offered = (found?.items ?? []).filter(({ organizationId }) => organizationId !== null)
  const numbers = chosen && !offered.some(({ id }) => id === chosen.id) ? [chosen, ...offered] : offered
  return (
    <Select
      className={classes.field}
      aria-label={t`Number`}
      placeholder={all ? t`All numbers` : t`Number`}
      clearable
      searchable
      // The server has found what matches.
      filter={({ options }) => options}
      data={numbers.map(({ id, e164, label }) => ({
        value: id,
        label: label ? `${printed(e164)} ${label}` : printed(e164),
      }))}
      searchValue={typed}
      onSearchChange={setTyped}
      value={value ?? null}
      onChange={(id) => onChange(id ?? undefined)}
    />
  )
}
