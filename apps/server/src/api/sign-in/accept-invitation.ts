/** Makes a user of somebody who was invited. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { transact } from '../../http/transact.ts'
import { judgePassword } from '../../sign-in/judge-password.ts'
import type { SignInNeeds } from '../../sign-in/sign-in-needs.ts'

export const acceptInvitation =
  ({ db, guard }: SignInNeeds): Handler<typeof contract.acceptInvitation> =>
  async ({ body: { token, password, name } }, { address }) => {
    // The link may be held by somebody who guesses at the password that the address has already.
    const guess = { account: `invitation ${token}`, address }
    const wait = await guard.begin(guess)
    if (wait) return wait
    const refused = await transact(db, async (tx) => {
      const open = await storage.openInvitation(tx, token)
      if (!open) return new Refused('link-void', 'this link is spent or too old')
      const place = open.organizationId && (await storage.findOrganization(tx, open.organizationId))
      if (place && storage.hasLeft(place)) return new Refused('wrong-state', `${place.name} has left`)
      const userId = await personOf(tx, { email: open.email, name: name ?? open.name, password })
      if (Refused.is(userId)) return userId
      if (await storage.hasMembership(tx, open.email, open))
        return new Refused('user-exists', 'you have a role there already')
      await storage.createMembership(tx, userId, open)
      await storage.invitationAccepted(tx, open.id)
      return undefined
    })
    // Whoever chooses a password guesses at none.
    if (!refused || refused.code === 'password-guessable') await guard.right(guess)
    return refused
  }

/** The person of an address, whose password this is or becomes. */
async function personOf(
  tx: storage.Db,
  { email, name, password }: { email: string; name: string; password: string },
): Promise<string | Refused> {
  const known = await storage.findUserByEmail(tx, email)
  if (!known) {
    const guessable = judgePassword(password, { email, name })
    if (guessable) return guessable
    const passwordHash = await storage.hashPassword(password)
    return (await storage.createUser(tx, { email, name, passwordHash })).id
  }
  const hash = await storage.passwordHashOf(tx, known.id)
  if (hash !== undefined)
    return (await storage.verifyPassword(hash, password))
      ? known.id
      : new Refused('password-wrong', 'this address has another password already')
  // Whoever signs in by the identity provider only has none; the link shows that the address is its own.
  const guessable = judgePassword(password, known)
  if (guessable) return guessable
  await storage.setPassword(tx, known.id, await storage.hashPassword(password))
  return known.id
}
