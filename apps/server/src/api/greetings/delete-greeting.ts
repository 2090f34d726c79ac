/** Deletes a greeting with its audio. A call that is just hearing it goes on. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import type { AudioStore } from '../../audio/audio-store.ts'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'

export const deleteGreeting =
  ({ audio }: { readonly audio: AudioStore }): Handler<typeof contract.deleteGreeting> =>
  async ({ params }, { db }) => {
    const path = await storage.deleteGreeting(db, params.greetingId)
    if (path === undefined) return noSuch('greeting')
    await audio.remove(path)
    return undefined
  }
