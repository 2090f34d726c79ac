/** Sends the link of a password reset, when somebody has the address. */
import type { Job } from './job.ts'

export const passwordResetJob = 'send-password-reset'

/** @param request makes the link and queues its letter; does nothing for an address that nobody has */
export const sendPasswordReset = (request: (email: string) => Promise<void>): Job<{ email: string }> => ({
  name: passwordResetJob,
  run: ({ email }) => request(email),
})
