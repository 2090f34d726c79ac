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
    // Who holds the link may be guessing at the password that the address has already: a guess like one at the sign-in.
    const account = (await storage.openInvitation(db, token))?.email
    const guess = { account, address }
    const wait = await guard.begin(guess)
    if (wait) return wait
    const refused = await transact(db, async (tx) => {
      const open = await storage.openInvitation(tx, token)
      if (!open) return new Refused('link-void', 'this link is spent or too old')
      const place = open.organizationId && (await storage.findOrganization(tx, open.organizationId))
      if (place && storage.hasLeft(place)) return new Refused('wrong-state', `${place.name} has left`)
      const userId = await personOf(tx, open, { name: name ?? open.name, password })
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

/** The person of the address that was invited, whose password this is or becomes. */
async function personOf(
  tx: storage.Db,
  { email, letterId }: { email: string; letterId: string | null },
  { name, password }: { name: string; password: string },
): Promise<string | Refused> {
  // Without a letter the link was handed over: it may be in the hands of whoever invited.
  const byLetter = letterId !== null
  const known = await storage.findUserByEmail(tx, email)
  if (!known) {
    const guessable = judgePassword(password, { email, name })
    if (guessable) return guessable
    const passwordHash = await storage.hashPassword(password)
    return (await storage.createUser(tx, { email, name, passwordHash, emailVerified: byLetter })).id
  }
  if (byLetter && (await storage.addressProved(tx, known.id))) await storage.clearAccess(tx, known.id)
  const hash = await storage.passwordHashOf(tx, known.id)
  if (hash !== undefined)
    return (await storage.verifyPassword(hash, password))
      ? known.id
      : new Refused('password-wrong', 'this address has another password already')
  if (!byLetter) return new Refused('password-wrong', 'this address has no password yet')
  const guessable = judgePassword(password, known)
  if (guessable) return guessable
  await storage.setPassword(tx, known.id, await storage.hashPassword(password))
  return known.id
}
