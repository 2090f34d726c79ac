/** Who is signed in. What the role may do comes from the server, which decides again at every request. */
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { type AnswerOf, ApiRefusal, api } from './api/client.ts'

export type Me = AnswerOf<'getMe'>
export type Role = Me['active']['role']

const meQuery = { queryKey: ['me'], queryFn: () => api.getMe({}), staleTime: 60_000, retry: false } as const

/** The person of this session; suspends until it is known. */
export const useMe = (): Me => useSuspenseQuery(meQuery).data

/** How often it is asked whether the server is there again, ms. */
const AGAIN_MS = 3_000

/** Nobody is signed in: that the server said; what else went wrong says nothing about who is here. */
export const isNobody = (error: unknown): boolean =>
  error instanceof ApiRefusal && (error.status === 401 || error.status === 403)

/** The same without suspense: undefined while unknown, or when nobody is signed in. Asks on while the server is not there. */
export const useSession = () =>
  useQuery({
    ...meQuery,
    refetchInterval: ({ state: { data, error } }) =>
      data === undefined && error !== null && !isNobody(error) ? AGAIN_MS : false,
  })

export { meQuery }

/** Whether the role may use a method of the API, such as `activate-number`: what it may not is not offered. */
export const may = (me: Me, method: string): boolean => me.may.methods.includes(method)

const operatorRoles: readonly Role[] = ['provider-admin', 'operator-admin', 'operator-user']

/** Whether the person works for the landlord: sees sites and occupiers. */
export const isOperator = (role: Role): boolean => operatorRoles.includes(role)
