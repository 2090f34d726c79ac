/** Letters about messages (M13) as jobs send them: a mailbox of its own, and a real mail server that refuses, drops, accepts. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  beginMessage,
  type Database,
  findMailboxOfNumber,
  finishMessage,
  listMessageDeliveries,
  type Message,
  type MessageDelivery,
  type NewMessage,
  newId,
  type Refusal,
} from '@mainline/storage'
import { createTenant, must, openTestDatabase, type Tenant, testSecrets } from '@mainline/storage/testing'
import { AudioStore } from '../../audio/audio-store.ts'
import { openLog } from '../../log.ts'
import { openMailTransport } from '../../mail/mail-transport.ts'
import { openMailServer, type TestMailServer } from '../../mail/testing/mail-server.ts'
import { type MessageLinks, messageLinks } from '../../voicemail/message-link.ts'
import { deliverMessage } from '../deliver-message.ts'

/** In London; in Berlin, where the mailbox is, it is ten. */
const NINE = Date.UTC(2040, 0, 4, 9)

export class MessageLetters implements AsyncDisposable {
  readonly database: Database
  readonly tenant: Tenant
  readonly server: TestMailServer
  readonly folder: string
  readonly audio: AudioStore
  readonly mailboxId: string
  /** The data folder of the server whose jobs are run here. */
  readonly recorder = newId()
  readonly links: MessageLinks = messageLinks(testSecrets)
  readonly log = openLog('silent', 'test')

  private constructor(
    parts: Pick<MessageLetters, 'database' | 'tenant' | 'server' | 'folder' | 'audio' | 'mailboxId'>,
  ) {
    this.database = parts.database
    this.tenant = parts.tenant
    this.server = parts.server
    this.folder = parts.folder
    this.audio = parts.audio
    this.mailboxId = parts.mailboxId
  }

  static async open(): Promise<MessageLetters> {
    const database = await openTestDatabase()
    const tenant = await createTenant(database.kysely, { timeZone: 'Europe/Berlin' })
    const server = await openMailServer()
    const folder = await mkdtemp(join(tmpdir(), 'letters-'))
    const audio = new AudioStore({ db: database.kysely, secrets: testSecrets, folder })
    const mailboxId = (await findMailboxOfNumber(database.kysely, tenant.main.id))?.id ?? ''
    return new MessageLetters({ database, tenant, server, folder, audio, mailboxId })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.close()
    await this.database.close()
    await rm(this.folder, { recursive: true })
  }

  /** The mail server has got none yet, and takes all. */
  forget(): void {
    this.server.letters.length = 0
    this.server.refuse = undefined
    this.server.most = undefined
  }

  /** Whom messages are mailed to from now on. */
  async mailTo(voicemailEmails: string[], emailAs: MessageDelivery['sendAs'] = 'attachment'): Promise<void> {
    await this.database.kysely
      .updateTable('callSettings')
      .set({ voicemailEmails: JSON.stringify(voicemailEmails), emailAs })
      .where('numberId', '=', this.tenant.main.id)
      .execute()
  }

  /** Somebody leaves a message of three seconds. @returns its id */
  async leave(
    caller: { number?: string | null; name?: string | null; recorder?: string } = {},
  ): Promise<string> {
    const { number = '+442079460999', name = null, recorder = this.recorder } = caller
    const recordedBy = { engineId: newId(), recorder }
    const message = must(await this.begin({ callerNumber: number, callerName: name, recordedBy }))
    await this.audio.write(message.organizationId, message.path, new Int16Array(8000 * 3).fill(1000))
    await finishMessage(this.database.kysely, message.id, { seconds: 3 })
    return message.id
  }
  /** Somebody is about to speak. */
  begin(about: Partial<NewMessage> = {}): Promise<Message | Refusal> {
    const from = { callId: 'c', callerNumber: null, callerName: null, path: '{id}.audio', startedAt: NINE }
    return beginMessage(this.database.kysely, { mailboxId: this.mailboxId, ...from, ...about })
  }

  /** Letters about the message, by recipient. */
  async of(messageId: string): Promise<string[]> {
    const rows = await listMessageDeliveries(this.database.kysely, messageId)
    return rows.map(({ id }) => id)
  }

  async states(messageId: string): Promise<[recipient: string, state: string, attempts: number][]> {
    const rows = await listMessageDeliveries(this.database.kysely, messageId)
    return rows.map(({ recipient, state, attempts }) => [recipient, state, attempts])
  }

  /** When jobs are due that send this letter, epoch ms. */
  async waitingJobs(id: string): Promise<number[]> {
    const { rows } = await this.database.pool.query<{ run_at: Date }>(
      'select run_at from graphile_worker._private_jobs where key = $1',
      [`deliver-message ${id}`],
    )
    return rows.map(({ run_at }) => run_at.getTime())
  }

  /** What sends a letter. */
  sender(
    url = this.server.url,
    now = Date.now,
    transcribes = false,
  ): (deliveryId: string, hurried?: boolean) => Promise<void> {
    const { audio, recorder, links, database, log } = this
    const transport = openMailTransport({ url, from: 'Mainline <phones@mainline.example>' })
    const publicUrl = 'https://phones.example'
    const job = deliverMessage({ transport, audio, recorder, links, transcribes, publicUrl, now })
    const about = { attempt: 1, last: false, signal: new AbortController().signal }
    return (deliveryId, hurried) =>
      job.run({ deliveryId, ...(hurried && { hurried }) }, { database, log }, about)
  }
}
