/** The tabs of an occupier besides Telephony: each the page that exists for all, narrowed to the company. */
import { useQuery } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import { CallHistory } from '../calls/call-history.tsx'
import { Devices } from '../devices/devices.tsx'
import { Inbox } from '../messages/inbox.tsx'
import { SkeletonRows } from '../parts/states.tsx'
import { Services } from '../services/services.tsx'
import { useOccupier } from './occupier-layout.tsx'

export const OccupierCalls = () => <CallHistory organizationId={useOccupier().id} />

export const OccupierMessages = () => <Inbox organizationId={useOccupier().id} />

export const OccupierDevices = () => <Devices organizationId={useOccupier().id} />

export function OccupierServices() {
  const { id, operatorId, siteIds } = useOccupier()
  const { data } = useQuery({
    queryKey: ['sites', operatorId],
    queryFn: () => api.listSites({ query: { operatorId, limit: 1000 } }),
  })
  if (!data) return <SkeletonRows rows={6} />
  return data.items
    .filter((site) => siteIds.includes(site.id))
    .map((site) => <Services key={site.id} organizationId={id} siteId={site.id} siteName={site.name} />)
}
