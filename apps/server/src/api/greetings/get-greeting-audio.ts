/** A greeting as callers hear it, whole or a range of it. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import type { AudioStore } from '../../audio/audio-store.ts'
import { noSuch, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentAudio } from '../messages/present-audio.ts'

export const getGreetingAudio =
  ({ audio }: { readonly audio: AudioStore }): Handler<typeof contract.getGreetingAudio> =>
  async ({ params }, { db, header }) => {
    const greeting = await storage.findGreeting(db, params.greetingId)
    if (!greeting) return noSuch('greeting')
    const wav = await audio.read(greeting.organizationId, greeting.path)
    if (!wav) return new Refused('audio-missing', 'the recording cannot be found')
    return presentAudio(wav, header('range'))
  }
