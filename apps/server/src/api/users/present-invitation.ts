/** An invitation as the contract shows it: never with what its link carries. */
import type { listInvitations, MethodOutput } from '@mainline/contract'
import type { Invitation } from '@mainline/storage'
import { toIso } from '../instant.ts'

type Shown = MethodOutput<typeof listInvitations>['items'][number]

export function presentInvitation(row: Invitation): Shown {
  const { tokenHash: _hash, letterId, letterState, acceptedAt, revokedAt, ...invitation } = row
  return {
    ...invitation,
    state: stateOf(row),
    letter: letterState ?? 'off',
    expiresAt: toIso(row.expiresAt),
    createdAt: toIso(row.createdAt),
  }
}

function stateOf({ acceptedAt, revokedAt, expiresAt }: Invitation): Shown['state'] {
  if (acceptedAt !== null) return 'accepted'
  if (revokedAt !== null) return 'revoked'
  return expiresAt <= Date.now() ? 'expired' : 'open'
}
