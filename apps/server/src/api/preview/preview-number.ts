/** Who would be reached at an instant, by the functions that handle live calls (M4, product §6.1). */
import type * as contract from '@mainline/contract'
import { endInWords, preview, stepInWords, strip } from '@mainline/pbx'
import type * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import type { ReceptionPort } from '../../http/ports.ts'
import { presentStep } from '../calls/present-call.ts'
import { fromIso, toIso } from '../instant.ts'
import { livePlanOf } from '../live-plan-of.ts'
import { presentRuling } from './present-ruling.ts'

export const previewNumber =
  ({
    database,
    reception,
  }: {
    database: storage.Database
    reception: ReceptionPort
  }): Handler<typeof contract.previewNumber> =>
  async ({ params, query }, { db }) => {
    const live = await livePlanOf(db, database.pool, params.numberId)
    if (!live) return noSuch('number')
    const now = Date.now()
    const at = query.at === undefined ? now : fromIso(query.at)
    const ringing = live.devices.filter((device) => rings(device, query))
    const reach = (numberId: string) => ringing.filter((device) => device.numberId === numberId)
    const readySeats = await seatsOf(reception, live.plan.siteId, query)
    const number = withoutChange(live.plan, query.withoutChange)
    const { ruling, path, sentence, termination } = preview({ number, at, now, reach, readySeats })
    return {
      at: toIso(at),
      sentence,
      ruling: presentRuling(ruling),
      path: path.map((step) => {
        // The reason of a path looks back.
        const words = stepInWords(step)
        return { ...presentStep(step), reason: words, words }
      }),
      ends: termination
        ? {
            result: termination.result,
            reason: termination.reason,
            sentence: endInWords(termination),
          }
        : null,
      strip: strip(number, at, query.days).map((one) => ({
        from: toIso(one.from),
        until: toIso(one.until),
        ruling: presentRuling(one.ruling),
      })),
    }
  }

type Query = contract.MethodInput<typeof contract.previewNumber>['query']

/** The plan as it is once the change is taken back. */
const withoutChange = (plan: storage.LivePlan['plan'], changeId: string | undefined) =>
  changeId === undefined ? plan : { ...plan, changes: plan.changes?.filter(({ id }) => id !== changeId) }

/** Whether anybody is at the reception, in the same case as the phones. */
async function seatsOf(reception: ReceptionPort, siteId: string, { registered }: Query): Promise<number> {
  if (registered === 'none') return 0
  const attending = await reception.attending(siteId)
  return registered === 'all' ? Math.max(1, attending) : attending
}

function rings({ numberId, registrations }: storage.LiveDevice, query: Query): boolean {
  if (query.registeredNumbers !== undefined) return query.registeredNumbers.split(',').includes(numberId)
  return query.registered === 'all' || (query.registered === 'now' && registrations.length > 0)
}
