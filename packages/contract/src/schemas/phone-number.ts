/** Telephone numbers. */
import { homeZeroHint } from '@mainline/pbx'
import { z } from 'zod'
import { type WrongLength, wrongLength } from './number-length.ts'

/** Refuses a number that lacks its end: it would be rung in vain, for years perhaps. */
export const complete = (schema: z.ZodString): z.ZodString =>
  schema.refine((number) => wrongLength(number) === undefined, {
    error: ({ input }) => `is no complete telephone number: ${lengthHint(wrongLength(String(input)))}`,
  })

function lengthHint(wrong: WrongLength | undefined): string {
  if (wrong?.is === 'short' && wrong.missing !== undefined)
    return `${wrong.missing === 1 ? '1 digit is' : `${wrong.missing} digits are`} missing`
  return `it has ${wrong?.is === 'long' ? 'more' : 'fewer'} digits than numbers of its country have`
}

/**
 * A plus sign, no leading zero, 7 to 15 digits (ITU-T E.164 §6), no 0 of home behind the country, and as many digits as its
 * country has.
 */
export const e164 = complete(
  z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, {
      error: 'must be E.164 with a plus sign, such as +442079460100',
      abort: true,
    })
    .refine((number) => homeZeroHint(number) === '', {
      error: ({ input }) => `is not a telephone number${homeZeroHint(String(input))}`,
      abort: true,
    }),
)

/** 2 to 8 digits, no leading zero: extensions are counted upwards. */
export const extension = z.int().min(10).max(99_999_999)
