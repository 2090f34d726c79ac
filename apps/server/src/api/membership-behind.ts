/** Whose access whatever a principal makes or is shown ends with. */
import type { Principal } from '@mainline/contract'
import { type Db, makerOfToken } from '@mainline/storage'

/** The membership of the person, also by a token that the person made; null: the provider's own token, or the product itself. */
export async function membershipBehind(db: Db, { kind, id }: Principal): Promise<string | null> {
  if (kind === 'user') return id
  return kind === 'token' && id !== 'provider' ? ((await makerOfToken(db, id)) ?? null) : null
}
