/** Who would be reached at an instant, by the functions that handle live calls (M4, product §6.1). */
import type * as contract from '@mainline/contract'
import { preview, type Ruling, strip } from '@mainline/pbx'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentPath } from '../calls/present-call.ts'
import { fromIso, toIso, toIsoOrNull } from '../instant.ts'

export const previewNumber =
  ({ database }: { database: storage.Database }): Handler<typeof contract.previewNumber> =>
  async ({ params, query }, { db }) => {
    const number = await storage.findNumber(db, params.numberId)
    const now = Date.now()
    const [live] = number ? await storage.loadPlans(database.pool, number.e164, now, 1) : []
    if (!live) return noSuch('number')
    const at = query.at === undefined ? now : fromIso(query.at)
    const ringing = live.devices.filter((device) => rings(device, query.registered))
    const reach = (numberId: string) => ringing.filter((device) => device.numberId === numberId)
    const { ruling, path, sentence } = preview({ number: live.plan, at, reach })
    return {
      at: toIso(at),
      sentence,
      ruling: presentRuling(ruling),
      path: presentPath(path),
      strip: strip(live.plan, at, query.days).map((one) => ({
        from: toIso(one.from),
        until: toIso(one.until),
        ruling: presentRuling(one.ruling),
      })),
    }
  }

const rings = ({ registrations }: storage.LiveDevice, registered: 'now' | 'all' | 'none'): boolean =>
  registered === 'all' || (registered === 'now' && registrations.length > 0)

const presentRuling = ({ open, rule, reasonInWords, until }: Ruling) => ({
  open,
  rule,
  reason: reasonInWords,
  until: toIsoOrNull(until),
})
