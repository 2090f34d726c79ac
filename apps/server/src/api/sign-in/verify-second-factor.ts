/** Completes a sign-in with a code (RFC 6238) or a recovery code. */
import type * as contract from '@mainline/contract'
import { endSession, spendCode } from '@mainline/storage'
import { Refused } from '../../errors.ts'
import { type Handler, WithCookies } from '../../http/handler.ts'
import { ask, type LibraryRefusal, wasRefused } from '../../sign-in/library-call.ts'
import { headersWithoutSession } from '../../sign-in/library-headers.ts'
import type { SignInNeeds } from '../../sign-in/sign-in-needs.ts'

/** A code of the app may be shown for so long, ms: its own half minute and the ones around it. */
export const codeLifetime = 90_000
const ofApp = /^\d{6}$/

export const verifySecondFactor =
  ({ library, guard, db }: SignInNeeds): Handler<typeof contract.verifySecondFactor> =>
  async ({ body: { code } }, facts) => {
    const guess = { address: facts.address }
    const wait = await guard.begin(guess)
    if (wait) return wait
    const call = { body: { code }, headers: headersWithoutSession(facts), returnHeaders: true } as const
    const answer = await ask(library, (api) =>
      ofApp.test(code) ? api.verifyTOTP(call) : api.verifyBackupCode(call),
    )
    if (wasRefused(answer)) return refusalOf(answer)
    const { token, user } = answer.response
    const fresh = !ofApp.test(code) || (await spendCode(db, user.id, code, Date.now() + codeLifetime))
    if (!fresh) {
      if (token) await endSession(db, token)
      return new Refused('code-wrong', 'this code was used already')
    }
    await guard.right(guess)
    return new WithCookies({ next: 'done' } as const, answer.cookies)
  }

function refusalOf({ refused }: LibraryRefusal): Refused {
  if (refused === 'ACCOUNT_TEMPORARILY_LOCKED')
    return new Refused('too-many-attempts', 'too many wrong codes', { retryAfterSeconds: 900 })
  return refused === 'INVALID_CODE' || refused === 'INVALID_BACKUP_CODE'
    ? new Refused('code-wrong', 'this code is not right')
    : new Refused('sign-in-failed', 'the sign-in that this code belongs to is over, begin again')
}
