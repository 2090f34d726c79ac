/** Fits storage to what the voice portal asks for (`PortalStore` of the engine's ports): PINs, messages, greetings. */
import type { PortalStore } from '@mainline/engine'
import { greetingAt, isRefusalCode } from '@mainline/pbx'
import {
  chooseAlone,
  chooseGreeting,
  type Db,
  findMailbox,
  findMessage,
  isRefusal,
  keepRecordedGreeting,
  languageOfMailbox,
  listGreetings,
  newId,
  noteMessageAccess,
  portalMessages,
  type SecretBox,
  setMessageState,
  setOwnPin,
  tryPortalPin,
} from '@mainline/storage'
import { type AudioStore, UNFINISHED } from './audio/audio-store.ts'

export interface PortalStoreNeeds {
  /** The whole database: whoever opens a mailbox by its PIN is nobody's user. */
  readonly db: Db
  readonly secrets: SecretBox
  readonly audio: AudioStore
}

export function portalStore({ db, secrets, audio }: PortalStoreNeeds): PortalStore {
  const ownGreetings = async (mailboxId: string, kind: string) =>
    (await listGreetings(db, mailboxId)).filter((greeting) => greeting.kind === kind)
  return {
    tryPin: (attempt) => tryPortalPin(db, secrets, attempt),
    async setPin(mailboxId, pin) {
      const set = await setOwnPin(db, secrets, await mailboxOf(db, mailboxId), pin)
      if (!isRefusal(set)) return undefined
      if (isRefusalCode(set.code)) return set.code
      throw new Error('the mailbox is gone')
    },
    messages: (mailboxId) => portalMessages(db, mailboxId),
    async markMessage(id, state, from) {
      await setMessageState(db, id, state, from)
    },
    async audioOf(messageId, by) {
      const message = await findMessage(db, messageId)
      if (message) await noteMessageAccess(db, messageId, { way: 'telephone', by, at: Date.now() })
      return message && audio.locate(message.organizationId, message.path)
    },
    async greetingOf(mailboxId, kind) {
      const mailbox = await mailboxOf(db, mailboxId)
      const chosen = (await ownGreetings(mailboxId, kind)).filter((greeting) => greeting.chosen)
      const heard = greetingAt(
        chosen.map(({ path, language }) => ({ file: path, kind, language: language ?? undefined })),
        { open: kind === 'no-answer', at: Date.now(), language: await languageOfMailbox(db, mailbox) },
      )
      return heard && audio.locate(mailbox.organizationId, heard.file)
    },
    async newGreeting(mailboxId) {
      const { organizationId } = await mailboxOf(db, mailboxId)
      const reference = `greeting-${newId()}.wav${UNFINISHED}`
      return { reference, ...(await audio.locate(organizationId, reference)) }
    },
    async keepGreeting(mailboxId, kind, { reference }, seconds) {
      const path = await audio.keep(reference)
      const made = { mailboxId, kind, language: null, source: 'recorded', path, seconds } as const
      const kept = await keepRecordedGreeting(db, { ...made, createdBy: 'Voice portal' })
      for (const each of isRefusal(kept) ? [path] : kept.gone) await audio.remove(each)
      if (isRefusal(kept)) throw new Error(kept.words)
    },
    dropGreeting: ({ reference }) => audio.remove(reference),
    async chooseGreeting(mailboxId, kind, own) {
      const greetings = await ownGreetings(mailboxId, kind)
      if (!own) {
        for (const { id, chosen } of greetings) if (chosen) await chooseGreeting(db, id, false)
        return true
      }
      const last = greetings.findLast(({ source }) => source === 'recorded')
      return last !== undefined && !isRefusal(await chooseAlone(db, last.id))
    },
  }
}

async function mailboxOf(db: Db, id: string) {
  const mailbox = await findMailbox(db, id)
  if (!mailbox) throw new Error('the mailbox is gone')
  return mailbox
}
