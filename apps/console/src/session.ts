/** Who is signed in, with the role that decides what the console offers. The server decides again at every request. */
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { api } from './api/client.ts'

export type Role =
  | 'provider-admin'
  | 'operator-admin'
  | 'operator-user'
  | 'receptionist'
  | 'occupier-admin'
  | 'occupier-user'

export interface Me {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly tenantName: string
}

const whoAmI = () => (api as unknown as { getMe(parts: object): Promise<Me> }).getMe({})

const meQuery = { queryKey: ['me'], queryFn: whoAmI, staleTime: 60_000, retry: false } as const

/** The person of this session; suspends until it is known. */
export const useMe = (): Me => useSuspenseQuery(meQuery).data

/** The same without suspense: undefined while unknown, or when nobody is signed in. */
export const useSession = () => useQuery(meQuery)

export { meQuery }

const rights = {
  'manage-stock': ['provider-admin'],
  'see-sites': ['provider-admin', 'operator-admin', 'operator-user'],
  'manage-sites': ['provider-admin', 'operator-admin'],
  'manage-occupiers': ['provider-admin', 'operator-admin'],
  'edit-telephony': ['provider-admin', 'operator-admin', 'operator-user', 'occupier-admin'],
  allocate: ['provider-admin', 'operator-admin'],
  'manage-users': ['provider-admin', 'operator-admin', 'occupier-admin'],
  'see-reception': ['provider-admin', 'operator-admin', 'operator-user', 'receptionist'],
  'see-reports': ['provider-admin', 'operator-admin', 'operator-user', 'occupier-admin'],
  administer: ['provider-admin', 'operator-admin'],
} as const satisfies Record<string, readonly Role[]>

export type Right = keyof typeof rights

/** Whether a role may do a thing: what it may not is not offered (product §4). */
export const may = (role: Role, right: Right): boolean => (rights[right] as readonly Role[]).includes(role)
