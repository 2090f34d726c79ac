/** Whose access whatever a principal makes or is shown ends with. */
import type { Principal } from '@mainline/contract'
import { type Db, holdMembership, makerOfToken, type Tx } from '@mainline/storage'
import { Refused } from '../errors.ts'

/** The membership of the person, also by a token that the person made; null: the provider's own token, or the product itself. */
export async function membershipBehind(db: Db, { kind, id }: Principal): Promise<string | null> {
  if (kind === 'user') return id
  return kind === 'token' && id !== 'provider' ? ((await makerOfToken(db, id)) ?? null) : null
}

/**
 * Why what a principal makes or is shown must not be any more: its access ended, or was narrowed, after it was let in. What ends with it
 * was looked for by then.
 *
 * @param tx of what is made: until its end the access stays as it is
 */
export async function refuseEnded(tx: Tx, principal: Principal): Promise<Refused | undefined> {
  return (await isStill(tx, principal))
    ? undefined
    : new Refused('forbidden', 'your access was changed at this moment')
}

async function isStill(tx: Tx, principal: Principal): Promise<boolean> {
  const { kind, id } = principal
  if (kind === 'user') return holdMembership(tx, id, principal)
  if (kind !== 'token' || id === 'provider') return true
  const maker = await makerOfToken(tx, id)
  if (maker == null) return maker === null
  // A token that reaches too far ends with the change of its membership.
  return (await holdMembership(tx, maker)) && (await makerOfToken(tx, id)) !== undefined
}
