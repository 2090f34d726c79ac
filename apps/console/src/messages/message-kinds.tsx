/** Voicemail or what reception took, with how many of these nobody has acknowledged yet. */
import { useLingui } from '@lingui/react/macro'
import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import { useRefreshOn } from '../api/live.tsx'
import { useAddress } from '../parts/use-address.ts'
import type { MessagesSearch } from './messages-page.tsx'

/** More than so many are "20+". */
const COUNTED = 20

export function MessageKinds({ organizationId }: { organizationId: string | undefined }) {
  const { t } = useLingui()
  const [{ kind }, change] = useAddress<MessagesSearch>()
  const queryKey = ['reception-messages', 'open', organizationId]
  const { data } = useQuery({
    queryKey,
    queryFn: () => api.listReceptionMessages({ query: { organizationId, open: 'true', limit: COUNTED } }),
  })
  useRefreshOn(['reception.message'], queryKey)
  const open = data && (data.next ? `${COUNTED}+` : data.items.length || undefined)
  return (
    <SegmentedControl
      aria-label={t`Kind of message`}
      value={kind ?? 'voicemail'}
      onChange={(value) =>
        change({
          kind: value === 'reception' ? value : undefined,
          state: undefined,
          message: undefined,
        })
      }
      data={[
        { value: 'voicemail', label: t`Voicemail` },
        { value: 'reception', label: open ? t`From reception, ${open} open` : t`From reception` },
      ]}
    />
  )
}
