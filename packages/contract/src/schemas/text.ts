/** Text that people write: trimmed, without control characters, storable as UTF-8 and as JSON. */
import { z } from 'zod'

const printable = /^[^\p{Cc}]*$/u

/**
 * A line of text of at most `longest` characters.
 *
 * @param shortest 1 when left out; 0 allows the empty text
 */
export const text = (longest: number, shortest = 1) =>
  z
    .string()
    .trim()
    .min(shortest)
    .max(longest)
    .regex(printable, 'must not contain control characters')
    .refine((value) => value.isWellFormed(), 'must be valid Unicode')

/** As {@link text}, in several lines; the empty text is allowed. */
export const paragraph = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    .regex(/^(?:[^\p{Cc}]|[\n\t])*$/u, 'must not contain control characters')
    .refine((value) => value.isWellFormed(), 'must be valid Unicode')

/** BCP 47 tag of a language of prompts. */
export const language = z
  .string()
  .regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/, 'must be a language tag such as en or en-GB')
  .max(35)
