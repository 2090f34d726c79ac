/** Begins to ask for an authenticator app at sign-in (RFC 6238). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { presentPassword } from './sign-in.ts'

export const enrolTotp = defineMethod({
  id: 'enrol-totp',
  group: 'sign-in',
  method: 'POST',
  path: `${apiPrefix}/me/totp`,
  summary: 'Enrol an authenticator app',
  description:
    'Show the URI as a QR code, then confirm with a code of the app; until then nothing changes. The recovery codes ' +
    'are shown this once, each opens once.',
  access: 'signed-in',
  body: z.object({ password: presentPassword }),
  status: 201,
  response: z.object({
    uri: z.string().describe('otpauth: URI'),
    secret: z.string().describe('The same secret, to type'),
    recoveryCodes: z.array(z.string()),
  }),
  errors: ['password-wrong', 'too-many-attempts', 'needs-person', 'wrong-state'],
  example: {
    body: { password: 'an old oak by the harbour' },
    response: {
      uri: 'otpauth://totp/Mainline:maya%40alder-finch.example?secret=JBSWY3DPEHPK3PXP&issuer=Mainline&digits=6&period=30',
      secret: 'JBSWY3DPEHPK3PXP',
      recoveryCodes: ['aLQmg-f7O0r', 'v04QI-63u5U'],
    },
  },
})
