/** The torture messages of RFC 4475 and RFC 5118 against a user agent: it answers as it may, and lives on. */
import { describe, expect, it } from 'vitest'
import { FakeClock, VirtualNetwork } from '../../testing/index.ts'
import { corpus, type TortureCase } from '../../torture/corpus.ts'
import { parseText } from '../message/index.ts'
import { TransportLayer } from '../transport/index.ts'
import { UserAgent } from './user-agent.ts'
import { bob as bobAt, seededText, silence } from './user-agent-fixture.ts'

/** A user agent that knows nobody: 404 to what has passed its own checks. */
async function statusesFor({ bytes }: TortureCase): Promise<readonly number[]> {
  const clock = new FakeClock()
  const network = new VirtualNetwork({ clock })
  const transport = new TransportLayer({ network: network.host(bobAt), clock })
  await transport.open([{ transport: 'UDP', address: bobAt, port: 5060 }])
  const answers: number[] = []
  transport.tap = {
    received() {},
    sent(_flow, text) {
      const message = parseText(text)
      if (message.kind === 'response') answers.push(message.status)
    },
  }
  const userAgent = new UserAgent({
    transport,
    clock,
    random: seededText(1),
    contact: () => `<sip:${bobAt}>`,
    handler: {
      onInvite: (call) => call.reject({ status: 404 }),
      onRegister: (_request, transaction) => transaction.respond({ status: 404, toTag: 'x' }),
    },
  })
  const stranger = { address: '192.0.2.77', port: 5060, onDatagram() {}, onError() {} }
  const socket = await network.host('192.0.2.77').bindUdp(stranger)
  socket.send(bytes, bobAt, 5060)
  await clock.advanceAsync(100_000)
  expect({ calls: userAgent.counts(), transactions: userAgent.transactions.counts() }).toEqual(silence)
  return [...new Set(answers.filter((status) => status >= 200))]
}

describe.each(corpus)('$rfc $section $name', (entry) => {
  const { uas } = entry.expected
  it(uas.length === 0 ? 'is not answered' : `is answered ${uas.join(' or ')}`, async () => {
    const statuses = await statusesFor(entry)
    if (uas.length === 0) expect(statuses).toEqual([])
    else expect(uas).toContain(statuses[0])
    expect(statuses.length).toBeLessThan(2)
  })
})
