/** The recording of a message as WAV, whole or a range of it (C9; RFC 9110 §14). */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { resolve, sep } from 'node:path'
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch, Refused } from '../../errors.ts'
import { Content, type Handler } from '../../http/handler.ts'
import { byteRange } from './byte-range.ts'

export interface AudioNeeds {
  /** Folder below which the audio of messages lies. */
  readonly recordingsFolder: string
}

export const getMessageAudio =
  ({ recordingsFolder }: AudioNeeds): Handler<typeof contract.getMessageAudio> =>
  async ({ params }, { db, header }) => {
    const message = await storage.findMessage(db, params.messageId)
    if (!message) return noSuch('message')
    if (message.state === 'recording')
      return new Refused('wrong-state', 'the message is still being recorded')
    const file = resolve(recordingsFolder, message.path)
    const inside = file.startsWith(resolve(recordingsFolder) + sep)
    const found = inside ? await stat(file).catch(() => undefined) : undefined
    if (!found?.isFile()) return new Refused('audio-missing', 'the recording cannot be found')
    return contentOf(file, found.size, header('range'))
  }

function contentOf(file: string, size: number, header: string | undefined): Content | Refused {
  const range = byteRange(header, size)
  if (range === 'unsatisfiable') return new Refused('range-unsatisfiable', `the recording has ${size} bytes`)
  const common = { 'content-type': 'audio/wav', 'accept-ranges': 'bytes' }
  if (range === 'all') return new Content(200, { ...common, 'content-length': size }, createReadStream(file))
  const { first: start, last: end } = range
  const part = { 'content-length': end - start + 1, 'content-range': `bytes ${start}-${end}/${size}` }
  return new Content(206, { ...common, ...part }, createReadStream(file, { start, end }))
}
