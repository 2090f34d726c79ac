/** When each member last took a call to the main number: read beside the group, which waits for it no moment. */
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useRefreshOn } from '../../api/live.tsx'
import { whenInWords } from '../../parts/time.ts'
import type { Candidate, HuntGroup } from './use-hunt-group-form.ts'

/** @returns what is known of a row, in words; empty until it is read, and where reading failed */
export function useLastAnswered({ numberId, members }: HuntGroup, zone: string): (row: Candidate) => string {
  const { t, i18n } = useLingui()
  const queryKey = ['last-answered', numberId]
  const { data } = useQuery({ queryKey, queryFn: () => api.listLastAnswered({ params: { numberId } }) })
  useRefreshOn(['call.ended'], queryKey)
  const idOf = new Map(
    members.map((member) => [member.kind === 'number' ? member.numberId : member.e164, member.id]),
  )
  const at = new Map(data?.items.map((item) => [item.memberId, item.at]))
  return ({ key }) => {
    if (!data) return ''
    const memberId = idOf.get(key)
    // Whoever is no member yet, or not saved, answers nothing here.
    if (memberId === undefined) return '–'
    const last = at.get(memberId)
    return last ? whenInWords(last, Date.now(), zone, i18n.locale) : t`Not in ${data.days} days`
  }
}
