/** Who would be reached at an instant, step by step, by the functions that handle live calls (M4, product §6.1). */
import { z } from 'zod'
import { callReason, callResult, exampleArrival, pathEntry } from '../calls/call.ts'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleNumberParams, numberParams } from '../numbers/number.ts'
import { exampleInstant } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { exampleRuling, ruling } from '../schemas/ruling.ts'
import { givenInstant, instant } from '../schemas/time.ts'

export const previewNumber = defineMethod({
  id: 'preview-number',
  group: 'preview',
  method: 'GET',
  path: `${apiPrefix}/numbers/:numberId/preview`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin', 'occupier-user'] },
  summary: 'Preview a call to a number',
  description:
    'With the phones that are registered now, and nobody answering, so that the whole route shows.',
  params: numberParams,
  query: z.object({
    at: givenInstant.optional().describe('Now when left out'),
    days: z.coerce
      .number()
      .int()
      .min(0)
      .max(31)
      .default(0)
      .describe('Length of the strip of rulings from "at"'),
    registered: z
      .enum(['now', 'all', 'none'])
      .default('now')
      .describe(
        'Phones that could ring: those registered now, every device, or no device; the seats of a reception alike',
      ),
    registeredNumbers: z
      .string()
      .max(4000)
      .regex(/^[0-9a-f-]{36}(,[0-9a-f-]{36})*$/i, 'must be identifiers of numbers with commas between')
      .optional()
      .describe('Instead: every device of these numbers, and no other'),
    withoutChange: id.optional().describe('As if this dated change of the number were taken back'),
  }),
  response: z.object({
    at: instant,
    sentence: z.string(),
    ruling,
    path: z.array(pathEntry.extend({ words: z.string().describe('What it would mean to a caller') })),
    ends: z
      .object({ result: callResult, reason: callReason, sentence: z.string() })
      .nullable()
      .describe('How the call would end if nobody answers'),
    strip: z.array(z.object({ from: instant, until: instant, ruling })),
  }),
  errors: ['not-found'],
  example: {
    params: exampleNumberParams,
    query: { at: exampleInstant },
    response: {
      at: exampleInstant,
      sentence: 'A caller reaches the hunt group (Maya Alder), then the mailbox of Alder & Finch Architects.',
      ruling: exampleRuling,
      path: [{ ...exampleArrival, words: exampleArrival.reason }],
      ends: {
        result: 'voicemail-left',
        reason: 'message-ended-by-silence',
        sentence: 'A voicemail was left: ended by silence.',
      },
      strip: [],
    },
  },
})
