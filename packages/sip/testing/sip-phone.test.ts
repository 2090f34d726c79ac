/** The phone of the test kit on real sockets: what demonstrations and scenarios use. */
import { afterEach, describe, expect, it } from 'vitest'
import { nodeNetwork, systemClock } from '../src/index.ts'
import { SipPhone, type SipPhoneOptions } from './sip-phone.ts'

const phones: SipPhone[] = []

async function open(user: string, server: number, more: Partial<SipPhoneOptions> = {}): Promise<SipPhone> {
  const phone = await SipPhone.open({
    network: nodeNetwork(),
    clock: systemClock(),
    address: '127.0.0.1',
    user,
    server: { address: '127.0.0.1', port: server },
    ...more,
  })
  phones.push(phone)
  return phone
}

function portOf(phone: SipPhone): number {
  return Number(phone.contactUri.match(/:(\d+)(;|$)/)?.[1])
}

afterEach(async () => {
  await Promise.all(phones.splice(0).map((phone) => phone.close()))
})

describe.each(['UDP', 'TCP'] as const)('over %s', (transport) => {
  it('two phones ring, talk and hang up; the log tells it', async () => {
    const callee = await open('callee', 9, { transport, behaviour: { kind: 'ring' } })
    const caller = await open('caller', portOf(callee), { transport })
    const coming = callee.nextCall()
    const call = caller.call('callee', {
      from: '"Somebody" <sip:+442079460123@example.com>',
      body: 'v=0\r\no=mine\r\n',
    })
    const incoming = await coming
    expect(incoming.remoteBody).toContain('o=mine')
    await call.ringing
    incoming.answer('v=0\r\no=theirs\r\n')
    await call.answered
    expect(call.remoteBody).toContain('o=theirs')
    await incoming.answered
    expect(callee.log.requests('INVITE')[0]?.from.displayName).toBe('Somebody')
    incoming.hangUp('Reason: Q.850;cause=16\r\n')
    expect((await call.ended).end).toBe('remote-bye')
    expect((await incoming.ended).end).toBe('local-bye')
    expect(caller.log.reasons('BYE')).toMatchObject([{ protocol: 'Q.850', cause: 16 }])
    expect(caller.userAgent.counts()).toEqual({ dialogs: 0, calls: 0 })
  })

  it('a phone answers OPTIONS', async () => {
    const callee = await open('callee', 9, { transport })
    const caller = await open('caller', portOf(callee), { transport })
    expect(await caller.ping()).toBe(200)
  })
})

it('the log finds what has been and what is still to come', async () => {
  const callee = await open('callee', 9, { behaviour: { kind: 'busy' } })
  const caller = await open('caller', portOf(callee))
  const later = callee.log.saw({ kind: 'request', method: 'ACK' })
  const call = caller.call('callee')
  expect((await caller.log.saw({ status: 486 })).direction).toBe('received')
  expect((await later).message.callId).toBe(call.callId)
  expect((await caller.log.saw({ status: 486 })).message.cseq.method).toBe('INVITE')
  expect(`${caller.log}`).toMatch(/→ INVITE sip:callee@127\.0\.0\.1 SIP\/2\.0 \(INVITE\)\n/)
})
