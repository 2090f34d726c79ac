/**
 * A ZIP file that is sent while its parts are made: memory holds one part, not the whole (PKWARE APPNOTE 6.3). Parts are stored
 * as they are, for audio of the telephone hardly shrinks.
 */
import { crc32 } from 'node:zlib'

export interface ZipPart {
  /** Path in the archive, with slashes. */
  readonly name: string
  readonly bytes: Buffer
  /** ms since the epoch; told in UTC. */
  readonly at: number
}

/** More than 4 GB or 65,535 parts do not fit the format. */
const mostBytes = 0xffff_ffff

/** The archive, piece by piece. @throws when the parts do not fit */
export async function* zipOf(parts: AsyncIterable<ZipPart>): AsyncGenerator<Buffer> {
  const directory: Buffer[] = []
  let offset = 0
  for await (const part of parts) {
    const facts = factsOf(part)
    const name = Buffer.from(part.name)
    const local = Buffer.concat([word('PK\x03\x04'), facts, shorts(name.length, 0), name])
    directory.push(
      Buffer.concat([
        word('PK\x01\x02'),
        shorts(20),
        facts,
        shorts(name.length, 0, 0, 0, 0),
        longs(0, offset),
        name,
      ]),
    )
    yield local
    yield part.bytes
    offset += local.length + part.bytes.length
    if (offset > mostBytes) throw new RangeError('the archive is larger than its format allows')
  }
  const size = directory.reduce((sum, entry) => sum + entry.length, 0)
  yield Buffer.concat([
    ...directory,
    word('PK\x05\x06'),
    shorts(0, 0, directory.length, directory.length),
    longs(size, offset),
    shorts(0),
  ])
}

/** What local header and directory have in common: version 2.0, names in UTF-8, stored, when, what. */
function factsOf({ bytes, at }: ZipPart): Buffer {
  const when = new Date(Math.max(at, Date.UTC(1980, 0)))
  const time = (when.getUTCHours() << 11) | (when.getUTCMinutes() << 5) | (when.getUTCSeconds() >> 1)
  const day = ((when.getUTCFullYear() - 1980) << 9) | ((when.getUTCMonth() + 1) << 5) | when.getUTCDate()
  return Buffer.concat([shorts(20, 0x0800, 0, time, day), longs(crc32(bytes), bytes.length, bytes.length)])
}

const word = (text: string): Buffer => Buffer.from(text, 'latin1')

function shorts(...values: number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 2)
  for (const [i, value] of values.entries()) buffer.writeUInt16LE(value, i * 2)
  return buffer
}

function longs(...values: number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4)
  for (const [i, value] of values.entries()) buffer.writeUInt32LE(value, i * 4)
  return buffer
}
