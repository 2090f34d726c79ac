/** Who is signed in. What the role may do comes from the server, which decides again at every request. */
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { type AnswerOf, api } from './api/client.ts'

export type Me = AnswerOf<'getMe'>
export type Role = Me['active']['role']

const meQuery = { queryKey: ['me'], queryFn: () => api.getMe({}), staleTime: 60_000, retry: false } as const

/** The person of this session; suspends until it is known. */
export const useMe = (): Me => useSuspenseQuery(meQuery).data

/** The same without suspense: undefined while unknown, or when nobody is signed in. */
export const useSession = () => useQuery(meQuery)

export { meQuery }

/** Whether the role may use a method of the API, such as `activate-number`: what it may not is not offered. */
export const may = (me: Me, method: string): boolean => me.may.methods.includes(method)

const operatorRoles: readonly Role[] = ['provider-admin', 'operator-admin', 'operator-user']

/** Whether the person works for the landlord: sees sites and occupiers. */
export const isOperator = (role: Role): boolean => operatorRoles.includes(role)
