/** Chooses a greeting, or leaves it. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { transact } from '../../http/transact.ts'
import { changedGreetings } from './greetings-revision.ts'
import { presentGreeting } from './present-greeting.ts'

export const chooseGreeting: Handler<typeof contract.chooseGreeting> = async ({ params, body }, { db }) =>
  transact(
    db,
    async (tx) =>
      (await changedGreetings(tx, params.greetingId, body.revision)) ??
      presented(await storage.chooseGreeting(tx, params.greetingId, body.chosen), presentGreeting),
  )
