/** The recording of a message by a signed link (M13). */
import type * as contract from '@mainline/contract'
import { levelledWav } from '@mainline/media'
import * as storage from '@mainline/storage'
import type { AudioStore } from '../../audio/audio-store.ts'
import { Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import type { MessageLinks } from '../../voicemail/message-link.ts'
import { presentAudio } from './present-audio.ts'

export interface LinkNeeds {
  readonly audio: AudioStore
  readonly links: MessageLinks
  /** Nobody has signed in whose view could be asked: the link alone lets in. */
  readonly database: storage.Database
}

export const openMessageLink =
  ({ audio, links, database: { kysely } }: LinkNeeds): Handler<typeof contract.openMessageLink> =>
  async ({ params }, { header, headOnly }) => {
    const messageId = links.read(params.link, Date.now())
    const message = messageId === undefined ? undefined : await storage.findMessage(kysely, messageId)
    if (!message || (message.state !== 'new' && message.state !== 'saved'))
      return new Refused('link-void', 'the link has expired, or the message was deleted')
    const wav = await audio.read(message.organizationId, message.path)
    if (!wav) return new Refused('audio-missing', 'the recording cannot be found')
    const access = { way: 'link', by: 'Whoever has the link of the letter', at: Date.now() } as const
    if (!headOnly) await storage.noteMessageAccess(kysely, message.id, access)
    return presentAudio(levelledWav(wav), header('range'))
  }
