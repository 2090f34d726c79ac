/** A caller who sends everything twice and acknowledges late, with no SIP stack behind it (RFC 3261 §17.2.1, RFC 6026). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureDebianPackages } from '../scripts/install-debian-packages.ts'
import { atRest } from './at-rest.ts'
import { DatagramPeer, statusOf } from './peers/datagram-peer.ts'
import { sleep } from './peers/waiting.ts'
import { ServerFixture } from './server-fixture.ts'
import { withPhones } from './sipp-calls.ts'
import { createWorkspace, endedCalls, TRUNK_ADDRESS } from './workspace.ts'

let server: ServerFixture

beforeAll(async () => {
  ensureDebianPackages(['sip-tester'])
  server = await ServerFixture.start()
})
afterAll(() => server?.[Symbol.asyncDispose]())

describe('retransmissions of a caller', () => {
  it('are one call; the 200 comes again until it is acknowledged', async () => {
    const workspace = await createWorkspace(server, { members: 1 })
    await using caller = await DatagramPeer.bind(server.sip, TRUNK_ADDRESS)
    const request = requests(server, caller, workspace.mainNumber)
    const { phones } = await withPhones(server, workspace, { ringMs: 300 }, async () => {
      for (let copy = 0; copy < 3; copy += 1) {
        await caller.send(request('INVITE', 1, 'invite'))
        await sleep(50)
      }
      const answer = await caller.find((message) => statusOf(message) === 200, 30_000)
      const to = /^(?:To|t):\s*(.*)$/im.exec(answer ?? '')?.[1]?.trim() ?? ''
      const target = /^(?:Contact|m):\s*<([^>]+)>/im.exec(answer ?? '')?.[1] ?? ''
      expect({ answer, target: target !== '' }).toMatchObject({ target: true })
      // T1 is 500 ms: by now the 200 was sent again.
      await sleep(1_200)
      expect(caller.received.filter((message) => statusOf(message) === 200).length).toBeGreaterThanOrEqual(2)
      await caller.send(request('ACK', 1, 'ack', { to, target }))
      await sleep(100)
      caller.received.length = 0
      for (let copy = 0; copy < 2; copy += 1) await caller.send(request('BYE', 2, 'bye', { to, target }))
      await caller.find((message) => statusOf(message) === 200, 30_000)
      await sleep(700)
      // Each copy of the BYE is answered, with the same answer; the 200 to the INVITE is not sent any more.
      const answers = caller.received.map(
        (message) => `${statusOf(message)} ${/CSeq:\s*(.*)/i.exec(message)?.[1]?.trim()}`,
      )
      expect(answers).toEqual(['200 2 BYE', '200 2 BYE'])
    })
    expect(phones).toMatchObject([{ successful: 1, failed: 0 }])
    expect(await endedCalls(server, workspace)).toMatchObject([{ result: 'answered-by-member' }])
    expect(await atRest(server, 'calls')).toEqual({})
  })
})

interface Dialog {
  readonly to: string
  readonly target: string
}

function requests({ sip }: ServerFixture, caller: DatagramPeer, number: string) {
  const here = `${caller.address}:${caller.port}`
  const called = `sip:${number}@${sip.address}:${sip.port}`
  const sdp = [
    ...['v=0', `o=x 1 1 IN IP4 ${caller.address}`, 's=-', `c=IN IP4 ${caller.address}`, 't=0 0'],
    ...['m=audio 40000 RTP/AVP 8', ''],
  ].join('\r\n')
  return (method: string, sequence: number, branch: string, dialog?: Dialog): string => {
    const body = method === 'INVITE' ? sdp : ''
    return [
      `${method} ${dialog?.target ?? called} SIP/2.0`,
      `Via: SIP/2.0/UDP ${here};rport;branch=z9hG4bK${branch}`,
      'Max-Forwards: 70',
      `From: <sip:+442079460990@${caller.address}>;tag=again`,
      `To: ${dialog?.to ?? `<${called}>`}`,
      `Call-ID: again@${caller.address}`,
      `CSeq: ${sequence} ${method}`,
      `Contact: <sip:carrier@${here}>`,
      ...(body === '' ? [] : ['Content-Type: application/sdp']),
      `Content-Length: ${body.length}`,
      '',
      body,
    ].join('\r\n')
  }
}
