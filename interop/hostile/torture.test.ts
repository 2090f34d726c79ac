/** Every torture message of RFC 4475 and RFC 5118 at the live engine, from a known trunk: the right answer, or the right silence. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { corpus } from '../../packages/sip/torture/corpus.ts'
import { DatagramPeer, statusOf, strangerAddress } from '../peers/datagram-peer.ts'
import { ServerFixture } from '../server-fixture.ts'
import { createTrunk } from '../workspace.ts'

const SILENCE_MS = 400
let server: ServerFixture
let peer: DatagramPeer

beforeAll(async () => {
  server = await ServerFixture.start()
  const address = strangerAddress()
  await createTrunk(server, 'Torture', address)
  peer = await DatagramPeer.bind(server.sip, address, [5060, ...portsOfVias()])
})
afterAll(async () => {
  await peer?.[Symbol.asyncDispose]()
  await server?.[Symbol.asyncDispose]()
})

describe('torture messages at the live engine', () => {
  it.each(corpus.map((one) => [`RFC ${one.rfc} §${one.section} ${one.name}: ${one.feature}`, one] as const))(
    '%s',
    async (_, { name, bytes: asWritten, expected, kind }) => {
      const bytes = withOwnBranch(asWritten, name)
      peer.received.length = 0
      await peer.send(bytes)
      const answered = kind === 'request' && expected.uas.length > 0
      const final = await peer.find(isAnswerTo(bytes), answered ? 15_000 : SILENCE_MS)
      if (answered) expect(expected.uas).toContain(final === undefined ? 'no answer' : statusOf(final))
      else expect(final).toBeUndefined()
      expect(server.alive).toBe(true)
    },
  )
})

/** The catalogue uses some branches again and again; to one engine that would be the same transaction. */
function withOwnBranch(bytes: Buffer, name: string): Buffer {
  const text = bytes.toString('latin1')
  return Buffer.from(text.replace(/(branch=z9hG4bK[\w-]+)(?=\r\n)/, `$1.${name}`), 'latin1')
}

/** Answers to earlier messages are sent again until they are acknowledged: the Call-ID tells which is which. */
function isAnswerTo(bytes: Buffer): (message: string) => boolean {
  const callId = /^(?:call-id|i)[ \t]*:[ \t]*(\S.*)$/im.exec(bytes.toString('latin1'))?.[1]?.trim()
  return (message) => statusOf(message) >= 200 && (callId === undefined || message.includes(callId))
}

/** Ports that the messages' Via headers ask to be answered at. */
function portsOfVias(): number[] {
  const ports = new Set<number>()
  for (const { bytes } of corpus) {
    for (const [line] of bytes.toString('latin1').matchAll(/^v(?:ia)?[ \t]*:.*(?:\r\n[ \t].*)*/gim)) {
      for (const [, port] of line.matchAll(/:\s*(\d{2,5})\b/g)) ports.add(Number(port))
    }
  }
  ports.delete(5060)
  return [...ports].filter((port) => port > 0 && port < 65_536)
}
