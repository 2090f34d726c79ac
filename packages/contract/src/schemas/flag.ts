/** Yes or no in a query. */
import { z } from 'zod'

export const flag = z.enum(['true', 'false']).transform((text) => text === 'true')
