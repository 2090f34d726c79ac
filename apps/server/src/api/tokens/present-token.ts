/** A token as the contract shows it: never with its hash. */
import type { listApiTokens, MethodOutput } from '@mainline/contract'
import type { ApiToken } from '@mainline/storage'
import { toIso, toIsoOrNull } from '../instant.ts'

export function presentToken(row: ApiToken): MethodOutput<typeof listApiTokens>['items'][number] {
  const { tokenHash: _, ...token } = row
  return {
    ...token,
    createdAt: toIso(row.createdAt),
    expiresAt: toIsoOrNull(row.expiresAt),
    lastUsedAt: toIsoOrNull(row.lastUsedAt),
  }
}
