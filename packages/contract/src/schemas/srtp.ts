/** Whether the audio of a party is secured with keys that its descriptions carry (C12, RFC 4568). */
import { z } from 'zod'

export const srtp = z
  .enum(['off', 'required'])
  .describe(
    'required: no call without audio secured by SRTP with keys in its session descriptions (SDES, RFC 4568). The keys are as ' +
      'secret as the signalling: by UDP or TCP they travel in clear, and only TLS protects them. off: what it offers is taken, ' +
      'secured or not, and it is offered audio in clear',
  )
