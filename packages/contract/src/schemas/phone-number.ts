/** Telephone numbers. */
import { homeZeroHint } from '@mainline/pbx'
import { z } from 'zod'

/** A plus sign, no leading zero, 7 to 15 digits (ITU-T E.164 §6), and no 0 of home behind the country. */
export const e164 = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, 'must be E.164 with a plus sign, such as +442079460100')
  .refine((number) => homeZeroHint(number) === '', {
    error: ({ input }) => `is not a telephone number${homeZeroHint(String(input))}`,
  })

/** 2 to 8 digits, no leading zero: extensions are counted upwards. */
export const extension = z.int().min(10).max(99_999_999)
