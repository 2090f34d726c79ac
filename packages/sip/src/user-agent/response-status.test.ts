/** What a call is answered with fits what was asked for: a bug of the caller is told at once, and nothing has happened then. */
import { describe, expect, it } from 'vitest'
import { UnfitStatus } from '../errors.ts'
import { UnsafeHeaderValue } from '../message/index.ts'
import type { IncomingCall, IncomingCallHandler } from './call.ts'
import { held, openStage, openWire, silence } from './user-agent-fixture.ts'

async function ringing() {
  const stage = await openStage({}, 1, { bob: { supported: ['100rel'] } })
  const call = stage.alice.call('bob')
  await stage.clock.advanceAsync(100)
  const incoming = stage.bob.calls[0]?.raw as IncomingCall
  return { ...stage, call, incoming }
}

describe('a status that does not fit', () => {
  it.each([100, 200, 486, 99, 180.5, Number.NaN])(
    'progress %d --> thrown, the call rings on',
    async (status) => {
      const { clock, call, incoming, alice, bob } = await ringing()
      expect(() => incoming.progress({ status })).toThrow(UnfitStatus)
      await clock.advanceAsync(70_000)
      expect([incoming.state, call.raw?.state]).toEqual(['early', 'early'])
      expect(incoming.reject({ status: 486 })).toBe(true)
      await clock.advanceAsync(100_000)
      expect([held(alice), held(bob)]).toEqual([silence, silence])
    },
  )

  it.each([180, 300, 486, 700])('answer %d --> thrown, the call can still be answered', async (status) => {
    const { clock, incoming } = await ringing()
    expect(() => incoming.answer({ status })).toThrow(UnfitStatus)
    expect(incoming.state).toBe('early')
    expect(incoming.answer({ status: 200 })).toBe(true)
    await clock.advanceAsync(100)
    expect(incoming.state).toBe('answered')
  })

  it.each([180, 200, 700])('reject %d --> thrown, the call can still be rejected', async (status) => {
    const { clock, incoming, call } = await ringing()
    expect(() => incoming.reject({ status })).toThrow(UnfitStatus)
    expect(incoming.state).toBe('early')
    expect(incoming.reject({ status: 603 })).toBe(true)
    await clock.advanceAsync(100)
    expect((await call.ended).failure?.status).toBe(603)
  })

  it.each([0, 99, 700, 200.5])('%d to any request --> thrown, it can still be answered', async (status) => {
    const { clock, bob, alice } = await ringing()
    const call = alice.calls[0]?.raw as unknown as IncomingCall
    let thrown: unknown
    const handler: IncomingCallHandler = {
      onInfo(_request, respond) {
        try {
          respond({ status })
        } catch (error) {
          thrown = error
        }
        respond({ status: 200 })
      },
    }
    call.setHandler(handler)
    const incoming = bob.calls[0]?.raw as IncomingCall
    incoming.answer({ status: 200 })
    await clock.advanceAsync(100)
    const statuses: number[] = []
    incoming.info({}, (answer) => statuses.push(answer))
    await clock.advanceAsync(100)
    expect(thrown).toBeInstanceOf(UnfitStatus)
    expect(statuses).toEqual([200])
  })
})

describe('header lines that cannot be written', () => {
  it('of an answer that waits for a PRACK --> told at once', async () => {
    const { clock, network, bob } = await openStage({}, 1, { bob: { supported: ['100rel'] } })
    const wireAt = '192.0.2.9'
    const wire = await openWire(network, wireAt)
    wire.send(
      `INVITE sip:bob@192.0.2.2 SIP/2.0\nVia: SIP/2.0/UDP ${wireAt};branch=z9hG4bKa\nFrom: <sip:w@${wireAt}>;tag=w\nTo: <sip:bob@192.0.2.2>\nCall-ID: c\nCSeq: 1 INVITE\nRequire: 100rel\nSupported: 100rel\nContact: <sip:w@${wireAt}>\nContent-Type: application/sdp\nContent-Length: 5\n\nv=0\n`,
      '192.0.2.2',
    )
    await clock.advanceAsync(100)
    const incoming = bob.calls[0]?.raw as IncomingCall
    const sdp = { contentType: 'application/sdp', body: 'v=0\r\n' }
    incoming.progress({ status: 183, ...sdp }, true)
    const extra = 'Subject: \u010d\u010aEvil: yes\r\n'
    expect(() => incoming.progress({ status: 183, ...sdp, extra }, true)).toThrow(UnsafeHeaderValue)
    expect(() => incoming.answer({ status: 200, extra })).toThrow(UnsafeHeaderValue)
    expect(() => incoming.answer({ status: 200, ...sdp, contentType: 'a\r\nEvil: yes' })).toThrow(
      UnsafeHeaderValue,
    )
    expect(incoming.answer({ status: 200 })).toBe(true)
  })
})
