/** What may be known of the PIN of a mailbox (M12). */
import { z } from 'zod'
import { instant } from '../schemas/time.ts'

export const pinState = z
  .object({
    kind: z.enum(['default', 'own']),
    spent: z.boolean().describe('The Default PIN has opened once and was not replaced: only a reset helps'),
    failures: z.int(),
    lockedAt: instant.nullable().describe('Five failures lock it'),
  })
  .meta({ id: 'PinState' })

export const examplePinState: z.output<typeof pinState> = {
  kind: 'default',
  spent: false,
  failures: 0,
  lockedAt: null,
}
