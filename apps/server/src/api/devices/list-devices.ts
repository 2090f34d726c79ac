/** Lists devices with what they have registered, and since when they talk. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'
import { toIsoOrNull } from '../instant.ts'
import type { ReceptionNeeds } from '../reception/reception-needs.ts'
import { presentDevices } from './present-device.ts'

export const listDevices =
  ({ reception }: Pick<ReceptionNeeds, 'reception'>): Handler<typeof contract.listDevices> =>
  async ({ query }, { db }) => {
    const { items, ...next } = await storage.listDevices(db, query)
    const { talking } = await reception.busyDevices()
    const devices = await presentDevices(db, items)
    return {
      items: devices.map((each) => ({ ...each, talkingSince: toIsoOrNull(talking[each.id]) })),
      ...next,
    }
  }
