/** Deletes a greeting with its audio. A call that is just hearing it goes on. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import type { AudioStore } from '../../audio/audio-store.ts'
import { noSuch, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { transact } from '../../http/transact.ts'
import { changedGreetings } from './greetings-revision.ts'

export const deleteGreeting =
  ({ audio }: { readonly audio: AudioStore }): Handler<typeof contract.deleteGreeting> =>
  async ({ params: { greetingId }, query }, { db }) => {
    const path = await transact(
      db,
      async (tx) =>
        (await changedGreetings(tx, greetingId, query.revision)) ??
        (await storage.deleteGreeting(tx, greetingId)) ??
        noSuch('greeting'),
    )
    if (Refused.is(path)) return path
    await audio.remove(path)
    return undefined
  }
