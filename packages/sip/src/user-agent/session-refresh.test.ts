/** Session refreshes of ours that do not succeed at once: the call outlives that (RFC 4028 §10, RFC 3261 §14.2). */
import { describe, expect, it } from 'vitest'
import { alice as aliceAt, openStage, openWire } from './user-agent-fixture.ts'

const peerAt = '192.0.2.9'

/** A call of Alice's whose session is hers to refresh: after 45 s, and it is over after 60 s. */
async function answered(interval = 90, allow = 'INVITE, ACK, BYE, UPDATE', answerInAck?: string) {
  const stage = await openStage({}, 1, {
    alice: { server: { address: peerAt, port: 5060 }, sessionTimer: { interval } },
  })
  const { clock } = stage
  const peer = await openWire(stage.network, peerAt)
  const call = stage.alice.call('bob', {
    body: answerInAck === undefined ? 'v=0\r\no=same\r\n' : '',
    ...(answerInAck !== undefined && { answerInAck }),
  })
  const granted = `Contact: <sip:peer@${peerAt}>\nAllow: ${allow}\nSession-Expires: ${interval};refresher=uac\n`
  await clock.advanceAsync(10)
  peer.answer(peer.log[0], 200, granted)
  await clock.advanceAsync(10)
  /** Requests of a method, and when they came in seconds of the call. */
  const requests = (method: string) => peer.log.filter(({ text }) => text.startsWith(`${method} `))
  const times = (method: string) => requests(method).map(({ at }) => Math.floor(at / 1000))
  /** Lets seconds go by; what comes meanwhile is answered so. */
  const pass = async (seconds: number, answers: { [method: string]: readonly [number, string?] } = {}) => {
    for (let tenth = 0; tenth < 10 * seconds; tenth++) {
      const known = peer.log.length
      await clock.advanceAsync(100)
      for (const entry of peer.log.slice(known)) {
        const [status, extra] = answers[entry.text.split(' ', 1)[0] ?? ''] ?? []
        if (status !== undefined) peer.answer(entry, status, extra)
      }
    }
  }
  return { ...stage, peer, call, granted, requests, times, pass }
}

describe('a refresh by UPDATE', () => {
  it('-- 500 with Retry-After --> again then, and the call goes on', async () => {
    const { call, pass, times, granted } = await answered()
    await pass(46, { UPDATE: [500, 'Retry-After: 7\n'] })
    await pass(40, { UPDATE: [200, granted] })
    expect(times('UPDATE')).toEqual([45, 52])
    expect(call.state).toBe('answered')
  })

  it('-- 503 --> again after 5 s, 10 s, 20 s …, and BYE only when the session is over', async () => {
    const { call, pass, times } = await answered(1800)
    await pass(900, { UPDATE: [503] })
    expect(times('UPDATE')).toEqual([900])
    await pass(120, { UPDATE: [503] })
    expect(times('UPDATE')).toEqual([900, 905, 915, 935, 975])
    await pass(747, { UPDATE: [503] })
    expect(call.state).toBe('answered')
    await pass(2, { UPDATE: [503], BYE: [200] })
    expect(times('BYE')).toEqual([1768])
  })

  it('-- 500 with Retry-After: 0, each time --> again after a second each, not as fast as the network is', async () => {
    const { call, pass, times, granted } = await answered()
    await pass(49, { UPDATE: [500, 'Retry-After: 0\n'] })
    expect(times('UPDATE')).toEqual([45, 46, 47, 48])
    await pass(40, { UPDATE: [200, granted] })
    expect(call.state).toBe('answered')
  })

  it('-- Retry-After beyond the end of the session --> asked earlier, for there is a call to lose', async () => {
    const { call, pass, times, granted } = await answered()
    await pass(46, { UPDATE: [500, 'Retry-After: 60\n'] })
    await pass(40, { UPDATE: [200, granted] })
    expect(times('UPDATE')).toEqual([45, 52])
    expect(call.state).toBe('answered')
  })

  it.each([405, 501])(
    '-- %i, for all that Allow said --> by re-INVITE from then on, with the same body',
    async (status) => {
      const { call, pass, requests, times, granted } = await answered()
      await pass(100, { UPDATE: [status], INVITE: [200, granted] })
      expect(requests('INVITE')[1]?.text).toContain('o=same')
      expect(times('UPDATE')).toEqual([45])
      expect(times('INVITE')).toEqual([0, 45, 90])
      expect(call.state).toBe('answered')
    },
  )

  it('-- a re-INVITE of the peer waits for its answer --> as soon as it has it (§14.1)', async () => {
    const { alice, call, pass, peer, times, granted } = await answered()
    let respond: ((parts: { status: number }) => void) | undefined
    call.raw.setHandler({
      onReinvite: (_request, answer) => {
        respond = answer
      },
    })
    const within = (method: string) => `${method} sip:alice@${aliceAt} SIP/2.0
Via: SIP/2.0/UDP ${peerAt};branch=z9hG4bKagain
Max-Forwards: 70
From: <sip:bob@${peerAt}>;tag=peer
To: <sip:alice@${aliceAt}>;tag=${call.raw.localTag}
Call-ID: ${call.callId}
CSeq: 1 ${method}
Contact: <sip:peer@${peerAt}>
Content-Length: 0

`
    await pass(44)
    peer.send(within('INVITE'), aliceAt)
    await pass(4)
    expect(times('UPDATE')).toEqual([])
    respond?.({ status: 488 })
    peer.send(within('ACK'), aliceAt)
    await pass(40, { UPDATE: [200, granted] })
    expect(times('UPDATE')).toEqual([49])
    expect(alice.userAgent.counts().dialogs).toBe(1)
  })

  it('-- a re-INVITE of ours is answered 491, each time --> it waits, the refresh does not (RFC 3311 §5.1)', async () => {
    const { call, pass, times, granted } = await answered()
    await pass(40)
    const change = call.reinvite('v=0\r\no=other\r\n')
    await pass(60, { INVITE: [491], UPDATE: [200, granted] })
    expect(times('UPDATE')[0]).toBeLessThan(50)
    expect(call.state).toBe('answered')
    await pass(8, { INVITE: [200, granted], UPDATE: [200, granted] })
    expect(await change).toBe(200)
  })

  it('-- a re-INVITE of ours that gets 100 and nothing more --> CANCEL, and the refresh (§9.1)', async () => {
    const { call, pass, peer, requests, times, granted, clock } = await answered()
    await pass(30)
    const change = call.reinvite('v=0\r\no=other\r\n')
    await clock.advanceAsync(10)
    const [, other] = requests('INVITE')
    peer.answer(other, 100)
    await pass(20, { CANCEL: [200] })
    expect(times('CANCEL')).toEqual([49])
    peer.answer(other, 487)
    await pass(40, { UPDATE: [200, granted] })
    expect(await change).toBe(487)
    expect(times('UPDATE')).toEqual([51])
    expect(call.state).toBe('answered')
  })
})

it('a refresh by re-INVITE -- 500 --> again, with the same body', async () => {
  const { call, pass, requests, times, granted } = await answered(90, 'INVITE, ACK, BYE')
  await pass(46, { INVITE: [500] })
  await pass(40, { INVITE: [200, granted] })
  expect(times('INVITE')).toEqual([0, 45, 50])
  expect(requests('INVITE')[2]?.text).toContain('o=same')
  expect(call.state).toBe('answered')
})

describe('what a refresh by re-INVITE repeats (RFC 4028 §7.4)', () => {
  const bodies = (entries: readonly { text: string }[]) =>
    entries.map(({ text }) => /^o=(\S+)/m.exec(text)?.[1] ?? '')

  it('-- the answer that our ACK had, where the peer made the offer', async () => {
    const { call, pass, requests, granted } = await answered(
      90,
      'INVITE, ACK, BYE',
      'v=0\r\no=in-the-ack\r\n',
    )
    await pass(100, { INVITE: [200, granted] })
    expect(bodies(requests('INVITE'))).toEqual(['', 'in-the-ack', 'in-the-ack'])
    expect(call.state).toBe('answered')
  })

  it('-- that of a re-INVITE too', async () => {
    const { call, pass, requests, granted } = await answered(90, 'INVITE, ACK, BYE')
    const change = call.reinviteWithoutOffer('v=0\r\no=changed\r\n')
    await pass(60, { INVITE: [200, granted] })
    expect(await change).toBe(200)
    expect(bodies(requests('INVITE'))).toEqual(['same', '', 'changed'])
  })
})
