/** Identifiers and versions. */
import { z } from 'zod'

/** UUID of anything that has one; capitals mean the same and are kept as small letters. */
export const id = z.uuid().toLowerCase()

/** N12: counts the changes of a thing; an edit names the version it was made on. One below the top of int4. */
export const version = z.int().min(1).max(2_147_483_646)

/** Query of a deletion: the version that was looked at, so that nobody deletes what somebody else has just changed. */
export const versionQuery = z.object({
  version: z.coerce.number<number>().pipe(version).describe('Of what is deleted, as it was read (N12)'),
})
export const exampleVersionQuery = { version: 1 }

/** Body of an action that needs nothing but the version. */
export const versionOnly = z.object({ version })
