/** Lists by page. */
import { z } from 'zod'
import { id } from './identifier.ts'

const limit = z.coerce.number().int().min(1).max(1000).default(100).describe('Rows of a page at most')

/** Query of a list whose pages go by identifier. */
export const paging = { limit, after: id.optional().describe('"next" of the page before') }

/** Query of a list whose pages go by time and identifier. */
export const timePaging = {
  limit,
  after: z
    .string()
    .max(300)
    .regex(/^\d{1,15}\/[\x21-\x7e]+$/, 'must be the "next" of the page before')
    .optional()
    .describe('"next" of the page before'),
}

/** A page: `next` is absent on the last one. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().optional() })
