/** Chooses a greeting, or leaves it. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentGreeting } from './present-greeting.ts'

export const chooseGreeting: Handler<typeof contract.chooseGreeting> = async ({ params, body }, { db }) =>
  presented(await storage.chooseGreeting(db, params.greetingId, body.chosen), presentGreeting)
