/**
 * What the telephony page asks for: the parts of each request, and which of them depend on what is answered. For its
 * queries, and for the first small script, which asks ahead of them: both have to ask for the same.
 */
import type { AnswerOf } from '../api/client.ts'

/** Days that the strip of a main number shows. */
export const DAYS = 14

/** The site of the address when the organization is there, else its first. */
export const siteOf = ({ siteIds }: { readonly siteIds: readonly string[] }, wanted: string | undefined) =>
  wanted !== undefined && siteIds.includes(wanted) ? wanted : siteIds[0]

/** An organization at a site. */
export interface Place {
  readonly organizationId: string
  readonly siteId: string
}

export const asked = {
  organization: (organizationId: string) => ({ params: { organizationId } }),
  site: (siteId: string) => ({ params: { siteId } }),
  sites: (operatorId: string) => ({ query: { operatorId, limit: 1000 } }),
  voiceService: ({ organizationId, siteId }: Place) => ({ params: { organizationId, siteId } }),
  main: ({ organizationId, siteId }: Place) =>
    ({ query: { organizationId, siteId, kind: 'main', limit: 1 } }) as const,
  preview: (numberId: string) => ({ params: { numberId }, query: { days: DAYS } }),
  ofNumber: (numberId: string) => ({ params: { numberId } }),
  phoneNumbers: ({ organizationId, siteId }: Place) =>
    ({ query: { organizationId, siteId, kind: 'ordinary' } }) as const,
  unregistered: ({ organizationId, siteId }: Place) =>
    ({ query: { organizationId, siteId, kind: 'ordinary', registered: 'false' } }) as const,
  newMessages: ({ organizationId, siteId }: Place) => ({ query: { organizationId, siteId } }),
  devices: ({ organizationId, siteId }: Place) => ({ query: { organizationId, siteId, limit: 1000 } }),
}

type PhoneNumber = AnswerOf<'listNumbers'>['items'][number]

/** Whether callers reach a main number, so that it has a summary (M4): one that is being deactivated still has its route. */
export const isReceiving = ({ state, pendingTarget }: Pick<PhoneNumber, 'state' | 'pendingTarget'>) =>
  state === 'PENDING' ? pendingTarget !== 'ACTIVE' : state !== 'RESERVED'
