/** Lists devices with what they have registered. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'
import { presentDevices } from './present-device.ts'

export const listDevices: Handler<typeof contract.listDevices> = async ({ query }, { db }) => {
  const { items, ...next } = await storage.listDevices(db, query)
  return { items: await presentDevices(db, items), ...next }
}
