/** What is set by hand: a manual override with an end, an emergency closure until it is lifted (M9). */
import { z } from 'zod'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { route } from '../schemas/route.ts'
import { text } from '../schemas/text.ts'
import { instant } from '../schemas/time.ts'

export const overrideReason = text(200).nullable().default(null)

/**
 * N12: an override is never changed, only replaced by another; so its identifier is its version.
 */
export const replacedOverride = id
  .nullable()
  .default(null)
  .describe('The one that this replaces, as it was read; null: there was none')

export const siteOverride = z
  .object({
    id,
    siteId: id,
    numberId: id.nullable().describe('null: the whole site'),
    kind: z.enum(['emergency', 'manual']),
    open: z.boolean(),
    since: instant,
    until: instant.nullable().describe('null: until it is lifted'),
    by: z.string().describe('Who set it; said in the reason of each call'),
    reason: z.string().nullable(),
    route: route.nullable(),
    liftedAt: instant.nullable(),
  })
  .meta({ id: 'SiteOverride' })

export const exampleOverride: z.output<typeof siteOverride> = {
  id: exampleIds.override,
  siteId: exampleIds.site,
  numberId: null,
  kind: 'manual',
  open: false,
  since: exampleInstant,
  until: '2026-11-24T14:00:00.000Z',
  by: 'Priya Shah',
  reason: 'Fire drill',
  route: null,
  liftedAt: null,
}
