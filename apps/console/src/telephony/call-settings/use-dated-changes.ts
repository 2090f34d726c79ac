/** The dated changes of a main number (product §6.5): as they are in every console, for as long as somebody looks. */
import { useQuery } from '@tanstack/react-query'
import type { AnswerOf } from '../../api/client.ts'
import { useRefreshOn } from '../../api/live.tsx'
import { datedChangesQuery } from '../queries.ts'

type DatedChange = AnswerOf<'listDatedChanges'>['items'][number]

export interface DatedChanges {
  readonly all: readonly DatedChange[]
  /** In force or ahead. */
  readonly coming: readonly DatedChange[]
  readonly over: readonly DatedChange[]
  readonly isPending: boolean
  readonly error: Error | null
  readonly refetch: () => void
}

export function useDatedChanges(numberId: string): DatedChanges {
  const query = datedChangesQuery(numberId)
  const { data, isPending, error, refetch } = useQuery(query)
  useRefreshOn(['settings'], query.queryKey)
  const all = data?.items ?? []
  const isOver = ({ phase }: DatedChange) => phase === 'over'
  return {
    all,
    coming: all.filter((change) => !isOver(change)),
    over: all.filter(isOver),
    isPending,
    error: data ? null : error,
    refetch: () => void refetch(),
  }
}
