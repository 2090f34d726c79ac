/** How long an organization keeps its voicemail. */
import { z } from 'zod'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'

export const retentionFields = {
  days: z
    .int()
    .min(1)
    .max(3650)
    .nullable()
    .describe('Messages older than this are deleted, saved ones too; null: as the site says'),
  version: z.int().min(0).max(2_147_483_646).describe('0: nobody has chosen yet (N12)'),
}

export const messageRetention = z
  .object({ organizationId: id, ...retentionFields })
  .meta({ id: 'MessageRetention' })

export const exampleRetention: z.output<typeof messageRetention> = {
  organizationId: exampleIds.occupier,
  days: 90,
  version: 1,
}
