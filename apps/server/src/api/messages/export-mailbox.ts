/** A mailbox as a ZIP file that is sent while it is made: message after message, then lists that say which of them it has. */
import { Readable } from 'node:stream'
import type * as contract from '@mainline/contract'
import { SealError } from '@mainline/media'
import * as storage from '@mainline/storage'
import { stringify } from 'csv-stringify/sync'
import type { AudioStore } from '../../audio/audio-store.ts'
import { Refused } from '../../errors.ts'
import { type ZipPart, zipOf } from '../../exports/zip-file.ts'
import { Content, type Handler, type RequestFacts } from '../../http/handler.ts'
import { toIso } from '../instant.ts'
import type { AudioNeeds } from './get-message-audio.ts'

const columns = [
  'file',
  'left',
  'callerNumber',
  'callerName',
  'seconds',
  'state',
  'cutShort',
  'transcript',
] as const

export const exportMailbox =
  ({ audio }: AudioNeeds): Handler<typeof contract.exportMailbox> =>
  async ({ params }, facts) => {
    const mailbox = await storage.findMailboxOfNumber(facts.db, params.numberId)
    if (!mailbox) return new Refused('not-found', 'the number has no mailbox before its first activation')
    const messages = await messagesOf(facts.db, mailbox.id)
    return new Content(
      200,
      { 'content-type': 'application/zip', 'content-disposition': 'attachment; filename="mailbox.zip"' },
      Readable.from(zipOf(partsOf(messages, audio, facts))),
    )
  }

/** A mailbox holds few: one page of them is all there are. */
async function messagesOf(db: storage.Db, mailboxId: string): Promise<storage.Message[]> {
  const states = ['new', 'saved'] as const
  const { items } = await storage.listMessages(db, { mailboxId, states, limit: 1000 })
  return items
}

async function* partsOf(
  messages: readonly storage.Message[],
  audio: AudioStore,
  { db, headOnly, principal }: RequestFacts,
): AsyncGenerator<ZipPart> {
  const at = Date.now()
  const rows: ReturnType<typeof rowOf>[] = []
  for (const message of messages) {
    const wav = await audibleOf(message, audio)
    rows.push(rowOf(message, wav && fileOf(message)))
    if (!wav) continue
    if (!headOnly) await storage.noteMessageAccess(db, message.id, { way: 'export', by: principal.name, at })
    yield { name: fileOf(message), bytes: wav, at: message.startedAt }
  }
  // The mark tells spreadsheets that it is UTF-8; what looks like a formula is told as text.
  const table = stringify([[...columns], ...rows.map((row) => columns.map((name) => row[name]))], {
    escape_formulas: true,
  })
  yield { name: 'index.csv', bytes: Buffer.from(`\uFEFF${table}`), at }
  yield { name: 'index.json', bytes: Buffer.from(`${JSON.stringify(rows, null, 2)}\n`), at }
}

/**
 * undefined: not on this server, or its bytes are altered, which keeps nobody from the others.
 *
 * @throws when it cannot be read just now: a download that breaks off is tried again, one that lacks a message is not
 */
async function audibleOf(
  { organizationId, path }: storage.Message,
  audio: AudioStore,
): Promise<Buffer | undefined> {
  try {
    return await audio.read(organizationId, path)
  } catch (error) {
    if (error instanceof SealError) return undefined
    throw error
  }
}

const fileOf = ({ id, startedAt }: storage.Message): string =>
  `messages/${toIso(startedAt).slice(0, 19).replaceAll(':', '-')}-${id.slice(-6)}.wav`

/** @param file undefined: the archive does not have it */
const rowOf = (message: storage.Message, file: string | undefined) => ({
  file: file ?? null,
  left: toIso(message.startedAt),
  callerNumber: message.callerNumber,
  callerName: message.callerName,
  seconds: message.seconds,
  state: message.state,
  cutShort: message.cutShort ? 'yes' : 'no',
  transcript: message.transcript,
})
