/** Who may read in our answers which product they are from (C2): scanners look for names that they know a way into. */
import { VirtualWire } from '@mainline/sip/testing'
import { expect, it } from 'vitest'
import { deviceOf, openEngine } from './engine-fixture.ts'
import type { Trunk } from './ports.ts'

const ENGINE = '192.0.2.1'
const CARRIER = '198.51.100.1'

async function open() {
  const trunk = { id: 'carrier', enabled: true, sourceAddresses: [CARRIER] } as unknown as Trunk
  const opened = await openEngine({
    devices: {
      find: async () => undefined,
      registeredLast: async () => [],
      findByUsername: async () => deviceOf('maya', 'maya'),
    },
    trunks: { loadAll: async () => [trunk] },
  })
  const { network, clock } = opened
  let asked = 0
  /** What a peer there reads in the answer to its request. */
  const answerTo = async (method: string, at: string, toTag = '') => {
    const wire = await VirtualWire.open(network.host(at), 5070)
    asked += 1
    wire.send(
      `${method} sip:100@${ENGINE} SIP/2.0\nVia: SIP/2.0/UDP ${at}:5070;branch=z9hG4bK${asked}\nMax-Forwards: 70\nFrom: <sip:x@${at}>;tag=t\nTo: <sip:100@${ENGINE}>${toTag}\nCall-ID: c${asked}\nCSeq: 1 ${method}\nContact: <sip:x@${at}:5070>\nContent-Length: 0\n\n`,
      ENGINE,
    )
    await clock.advanceAsync(10)
    return wire.log.map(({ text }) => text).find((text) => !text.startsWith('SIP/2.0 100')) ?? ''
  }
  return { ...opened, answerTo }
}

it.each(['OPTIONS', 'INVITE', 'REGISTER', 'SUBSCRIBE', 'MESSAGE', 'BYE', 'CANCEL', 'DANCE'])(
  'a stranger that sends %s reads none',
  async (method) => {
    const { answerTo } = await open()
    const answer = await answerTo(method, '203.0.113.66')
    expect(answer).toMatch(/^SIP\/2\.0 [2-6]/)
    expect(answer).not.toMatch(/mainline|^Server:|^User-Agent:/im)
  },
)

it('nor one that asks within a call which nobody knows', async () => {
  const { answerTo } = await open()
  const answer = await answerTo('BYE', '203.0.113.66', ';tag=guessed')
  expect(answer).toMatch(/^SIP\/2\.0 481 /)
  expect(answer).not.toMatch(/mainline/i)
})

it('a carrier reads it', async () => {
  const { answerTo } = await open()
  expect(await answerTo('OPTIONS', CARRIER)).toContain('\r\nServer: Mainline\r\n')
})

it('so does a phone from where it has registered', async () => {
  const { answerTo, phone, clock } = await open()
  expect(await answerTo('OPTIONS', '192.0.2.12')).not.toContain('Server:')
  const registered = (await phone('maya', '192.0.2.11', { password: 'maya' })).register()
  await clock.advanceAsync(10)
  expect(await registered).toBe(200)
  expect(await answerTo('OPTIONS', '192.0.2.11')).toContain('\r\nServer: Mainline\r\n')
})
