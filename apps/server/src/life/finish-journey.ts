/** The second half of the automatic journey (N10): the engines confirm its numbers, or everything is taken back. */
import { completeJourney, type Db, type ServiceJourney, takeBackJourney } from '@mainline/storage'
import type { Obedience } from '../http/ports.ts'

/** @param db has to see all of the organization */
export async function finishJourney(
  db: Db,
  journey: ServiceJourney,
  { obeyed, late, silent }: Obedience,
): Promise<ServiceJourney> {
  if (obeyed) return completeJourney(db, journey, silent)
  const who = late.length > 0 ? `the engines ${late.join(', ')} did not confirm` : 'no engine confirmed'
  return takeBackJourney(db, journey, `${who} in time`)
}
