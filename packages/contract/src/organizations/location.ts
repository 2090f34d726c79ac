/** An organization at a site (N1). */
import { z } from 'zod'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'

export const locationParams = z.object({ organizationId: id, siteId: id })
export const exampleLocationParams = { organizationId: exampleIds.occupier, siteId: exampleIds.site }
