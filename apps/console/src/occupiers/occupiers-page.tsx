/** Occupiers: every company, found by name. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { type AnswerOf, api } from '../api/client.ts'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { Empty, Failed, SkeletonRows } from '../parts/states.tsx'
import { fullDate } from '../parts/time.ts'
import { useAddress } from '../parts/use-address.ts'
import { may, useMe } from '../session.ts'
import { useCrumbs } from '../shell/crumbs.tsx'
import { AddOccupier } from './add-occupier.tsx'
import classes from './occupiers-page.module.css'

/** What the list keeps in its address. */
export interface OccupiersSearch {
  dialog?: 'add'
}

type Occupier = AnswerOf<'listOrganizations'>['items'][number]

export function OccupiersPage() {
  const { t, i18n } = useLingui()
  useCrumbs([{ label: t`Occupiers` }])
  const navigate = useNavigate()
  const me = useMe()
  const [{ dialog }, change] = useAddress<OccupiersSearch>()
  const mayAdd = may(me, 'create-organization')
  const [text, setText] = useState('')
  const occupiers = useInfiniteQuery({
    queryKey: ['organizations'],
    queryFn: ({ pageParam }) =>
      api.listOrganizations({ query: { kind: 'occupier', limit: 1000, after: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  })
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = occupiers
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [fetchNextPage, hasNextPage, isFetchingNextPage])
  const wanted = text.trim().toLowerCase()
  const byName = new Intl.Collator(i18n.locale, { numeric: true })
  const rows = (occupiers.data?.pages.flatMap((page) => page.items) ?? [])
    .filter(({ name, decommissionedAt }) => decommissionedAt === null && name.toLowerCase().includes(wanted))
    .sort((a, b) => byName.compare(a.name, b.name))
  const columns: readonly Column<Occupier>[] = [
    {
      id: 'name',
      header: t`Company`,
      width: 'minmax(180px, 1fr)',
      cell: ({ id, name }) => <Link to={`/occupiers/${id}/telephony` as never}>{name}</Link>,
    },
    {
      id: 'since',
      header: t`Since`,
      width: '140px',
      figures: true,
      from: 420,
      cell: ({ createdAt }) =>
        fullDate(createdAt, Intl.DateTimeFormat().resolvedOptions().timeZone, i18n.locale),
    },
  ]
  return (
    <>
      <header className={classes.head}>
        <h1>
          <Trans>Occupiers</Trans>
        </h1>
        <TextInput
          data-filter
          aria-label={t`Company`}
          placeholder={t`Company`}
          leftSection={<IconSearch size={15} aria-hidden />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {mayAdd && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => change({ dialog: 'add' })}>
            <Trans>Add an occupier</Trans>
          </Button>
        )}
      </header>
      <div className="card">
        {occupiers.error ? (
          <Failed
            what={t`The companies could not be loaded.`}
            error={occupiers.error}
            retry={() => occupiers.refetch()}
          />
        ) : occupiers.isPending ? (
          <SkeletonRows rows={10} />
        ) : rows.length === 0 ? (
          <Empty title={wanted ? t`No company matches.` : t`No occupiers yet.`} />
        ) : (
          <DataTable
            label={t`Occupiers`}
            rows={rows}
            columns={columns}
            rowKey={({ id }) => id}
            onEnd={more}
            onOpen={({ id }) => navigate({ href: `/occupiers/${id}/telephony` })}
          />
        )}
      </div>
      {mayAdd && dialog === 'add' && <AddOccupier onClose={() => change({ dialog: undefined })} />}
    </>
  )
}
