/** Why a number has no call settings. */
import { type Db, findNumber } from '@mainline/storage'
import { noSuch, Refused } from '../../errors.ts'

export async function noSettings(db: Db, numberId: string): Promise<Refused> {
  const number = await findNumber(db, numberId)
  if (!number) return noSuch('number')
  const words =
    number.kind === 'main'
      ? 'the number has no call settings before its first activation'
      : 'only a main number has call settings'
  return new Refused('not-found', words)
}
