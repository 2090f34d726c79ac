/** Provisions one number or a range of them (N2). */
import type * as contract from '@mainline/contract'
import { isE164, refuse } from '@mainline/pbx'
import * as storage from '@mainline/storage'
import { orRefused, presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentNumber } from './present-number.ts'

export const createNumbers: Handler<typeof contract.createNumbers> = async ({ body }, { db }) => {
  const last = `+${BigInt(body.first.slice(1)) + BigInt(body.count - 1)}`
  // A range may run out of digits: +999 999 999 999 999 has no successor.
  if (!isE164(last)) return orRefused(refuse('number-invalid', { text: last }))
  return presented(await storage.createNumbers(db, body), (numbers) => ({
    items: numbers.map(presentNumber),
  }))
}
