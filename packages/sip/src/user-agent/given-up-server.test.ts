/** A server that was given up for another one (RFC 3263 §4.3), and answers the call after all (RFC 3261 §13.2.2.4). */
import { describe, expect, it } from 'vitest'
import { FakeClock, VirtualNetwork, VirtualResolver, VirtualWire } from '../../testing/index.ts'
import { parseUri, type SipUri } from '../message/index.ts'
import { TransportLayer } from '../transport/transport-layer.ts'
import { UserAgent } from './user-agent.ts'
import { silence } from './user-agent-fixture.ts'

const OURS = '192.0.2.1'
const contact = (at: string) => `Contact: <sip:bob@${at}>\n`

/** A call to a name with two servers, of which the first said nothing for too long: the second has the INVITE. */
async function openLate() {
  const clock = new FakeClock()
  const network = new VirtualNetwork({ clock })
  const transport = new TransportLayer({
    network: network.host(OURS),
    clock,
    resolver: new VirtualResolver({
      '_sip._udp.carrier.example': {
        srv: [
          { priority: 10, weight: 0, port: 5060, name: 'one.example' },
          { priority: 20, weight: 0, port: 5060, name: 'two.example' },
        ],
      },
      'one.example': { a: ['192.0.2.11'] },
      'two.example': { a: ['192.0.2.12'] },
    }),
  })
  await transport.open([{ transport: 'UDP', address: OURS, port: 5060 }])
  const agent = new UserAgent({ transport, clock, contact: () => `<sip:${OURS}>`, handler: {} })
  const one = await VirtualWire.open(network.host('192.0.2.11'))
  const two = await VirtualWire.open(network.host('192.0.2.12'))
  const told: string[] = []
  const call = agent.invite(
    {
      uri: 'sip:bob@carrier.example',
      destination: { uri: parseUri('sip:bob@carrier.example') as SipUri },
      from: `<sip:us@${OURS}>`,
      to: '<sip:bob@carrier.example>',
    },
    {
      onAnswered: (response) => told.push(`answered by ${response.to.tag}`),
      onFailed: ({ status }) => told.push(`${status}`),
      onEnded: (end) => told.push(end),
    },
  )
  await clock.advanceAsync(4_010)
  const toOne = one.log[0]
  const toTwo = two.log[0]
  const pass = async (milliseconds = 10) => clock.advanceAsync(milliseconds)
  /** Methods that came to each of the two since. */
  const methods = (wire: VirtualWire) => wire.lines.map((line) => line.split(' ')[0])
  one.log.length = 0
  two.log.length = 0
  const held = () => ({ calls: agent.counts(), transactions: agent.transactions.counts() })
  const answer = (wire: VirtualWire, tag: string, status: number, lines = '') => {
    const invite = wire === one ? toOne : toTwo
    if (invite === undefined) throw new Error('no INVITE came')
    const text = invite.text.replace(/^To: .*$/m, (to) => `${to};tag=${tag}`)
    wire.answer({ ...invite, text }, status, lines)
  }
  return { call, one, two, told, pass, methods, held, answer }
}

/** Ends what there is, and waits until nothing may come any more. */
async function over({ call, one, pass, methods }: Awaited<ReturnType<typeof openLate>>) {
  call.bye()
  await pass()
  expect(methods(one).at(-1)).toBe('BYE')
  one.answer(one.log.at(-1), 200)
  await pass(64_000)
}

describe('its 200 while the second server', () => {
  it('-- rings --> the call is its own, the second gets a CANCEL', async () => {
    const stage = await openLate()
    const { one, two, told, pass, methods, held, answer } = stage
    answer(two, 'second', 180)
    await pass()
    answer(one, 'first', 200, contact('192.0.2.11'))
    await pass()
    expect([methods(one), methods(two)]).toEqual([['ACK'], ['CANCEL']])
    expect(two.last).toContain('Reason: SIP;cause=200;text="Call completed elsewhere"\r\n')
    two.answer(two.log[0], 200)
    answer(two, 'second', 487)
    await pass()
    expect(methods(two)).toEqual(['CANCEL', 'ACK'])
    await over(stage)
    expect(told).toEqual(['answered by first', 'local-bye'])
    expect(held()).toEqual(silence)
  })

  it('-- has said nothing yet --> its CANCEL follows its first word', async () => {
    const stage = await openLate()
    const { one, two, told, pass, methods, held, answer } = stage
    answer(one, 'first', 200, contact('192.0.2.11'))
    await pass()
    expect(methods(two)).toEqual([])
    answer(two, 'second', 180)
    await pass()
    expect(methods(two)).toEqual(['CANCEL'])
    two.answer(two.log[0], 200)
    answer(two, 'second', 487)
    await pass()
    await over(stage)
    expect(told).toEqual(['answered by first', 'local-bye'])
    expect(held()).toEqual(silence)
  })

  it('-- answers in the same moment --> ACK and BYE', async () => {
    const stage = await openLate()
    const { one, two, told, pass, methods, held, answer } = stage
    answer(two, 'second', 180)
    await pass()
    answer(one, 'first', 200, contact('192.0.2.11'))
    await pass()
    answer(two, 'second', 200, contact('192.0.2.12'))
    await pass()
    expect(methods(two)).toEqual(['CANCEL', 'ACK', 'BYE'])
    two.answer(two.log[0], 481)
    two.answer(two.log[2], 200)
    await pass()
    expect(stage.call.state).toBe('answered')
    await over(stage)
    expect(told).toEqual(['answered by first', 'local-bye'])
    expect(held()).toEqual(silence)
  })

  it('-- never says anything --> the call goes on, and nothing is left of the attempt', async () => {
    const stage = await openLate()
    const { one, told, pass, held, answer } = stage
    answer(one, 'first', 200, contact('192.0.2.11'))
    await pass(64_000)
    expect(stage.call.state).toBe('answered')
    await over(stage)
    expect(told).toEqual(['answered by first', 'local-bye'])
    expect(held()).toEqual(silence)
  })

  it('-- has answered already --> ACK and BYE for the first', async () => {
    const { call, one, two, told, pass, methods, answer } = await openLate()
    answer(two, 'second', 200, contact('192.0.2.12'))
    await pass()
    answer(one, 'first', 200, contact('192.0.2.11'))
    await pass()
    expect([methods(one), methods(two)]).toEqual([['ACK', 'BYE'], ['ACK']])
    expect([call.state, told]).toEqual(['answered', ['answered by second']])
  })

  it('-- is being cancelled --> ACK and BYE', async () => {
    const { call, one, two, told, pass, methods, held, answer } = await openLate()
    answer(two, 'second', 180)
    await pass()
    call.cancel()
    await pass()
    answer(one, 'first', 200, contact('192.0.2.11'))
    await pass()
    expect(methods(one)).toEqual(['ACK', 'BYE'])
    one.answer(one.log.at(-1), 200)
    two.answer(two.log[0], 200)
    answer(two, 'second', 487)
    await pass(64_000)
    expect(told).toEqual(['487', 'cancelled'])
    expect(held()).toEqual(silence)
  })
})
