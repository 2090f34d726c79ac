/** M3: while a main number is RESERVED, nothing of it is set up but that it is activated. */
import { isInService } from '@mainline/pbx'
import { type Db, findNumber, type PhoneNumber } from '@mainline/storage'
import { Refused } from '../../errors.ts'

/** @returns why nothing of it is set up now; an ordinary number is set up whenever somebody has it */
export const outOfService = (number: PhoneNumber): Refused | undefined =>
  number.kind === 'main' && !isInService(number)
    ? new Refused('wrong-state', `the number is ${number.state}; activate it first`)
    : undefined

/** The same of what belongs to a number: its mailbox, a greeting. */
export async function ofNumberOutOfService(
  db: Db,
  { numberId }: { readonly numberId: string },
): Promise<Refused | undefined> {
  const number = await findNumber(db, numberId)
  return number && outOfService(number)
}
