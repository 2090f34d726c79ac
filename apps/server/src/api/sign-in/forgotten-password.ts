/** Has a link sent to choose a new password. The same is done whoever has the address: a job looks. */
import type * as contract from '@mainline/contract'
import { addJob } from '@mainline/storage'
import { Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { passwordResetJob } from '../../jobs/send-password-reset.ts'
import type { SignInNeeds } from '../../sign-in/sign-in-needs.ts'

export const forgottenPassword =
  ({ db, guard, mail }: SignInNeeds): Handler<typeof contract.forgottenPassword> =>
  async ({ body: { email } }, facts) => {
    if (!mail.on) return new Refused('mail-off', 'no letter can be sent')
    const wait = await guard.begin({ account: `reset ${email}`, address: facts.address })
    if (wait) return wait
    await addJob(db, passwordResetJob, { email }, { key: `${passwordResetJob} ${email}` })
    return undefined
  }
