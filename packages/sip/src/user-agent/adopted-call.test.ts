/** An answered call goes on at another user agent (RFC 3261 §12): the first has died with it. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { TransportLayer } from '../transport/transport-layer.ts'
import type { Call, CallEnd } from './call.ts'
import type { CallSnapshot } from './call-snapshot.ts'
import { UserAgent } from './user-agent.ts'
import {
  bob as bobAt,
  held,
  openStage,
  openWire,
  type Stage,
  seededText,
  silence,
} from './user-agent-fixture.ts'
import type { UserAgentHandler } from './user-agent-options.ts'

const heir = '192.0.2.7'
const session = 'v=0\r\no=bob 1 1 IN IP4 192.0.2.2\r\n'

async function openHeir(
  { network, clock }: Pick<Stage, 'network' | 'clock'>,
  handler: UserAgentHandler = {},
  address = heir,
  onBug?: (error: unknown) => void,
): Promise<UserAgent> {
  const transport = new TransportLayer({ network: network.host(address), clock, ...(onBug && { onBug }) })
  await transport.open([{ transport: 'UDP', address, port: 5060 }])
  const userAgent = new UserAgent({
    transport,
    clock,
    random: seededText(99),
    contact: () => `<sip:${address}:5060>`,
    handler,
  })
  onTestFinished(async () => {
    userAgent.close()
    await transport.close()
  })
  return userAgent
}

interface Told {
  byes: number
  reinvites: number
  end: CallEnd | undefined
}

function listen(told: Told) {
  return {
    onBye: () => {
      told.byes += 1
    },
    onReinvite: (_: unknown, respond: (parts: { status: number }) => void) => {
      told.reinvites += 1
      respond({ status: 200 })
    },
    onEnded: (end: CallEnd) => {
      told.end = end
    },
  }
}

/** Bob, who was called or has called, dies in mid-call; what he last knew of it is what is left. */
async function orphaned(made: 'by alice' | 'by bob', aliceTakesUpdate = true) {
  const stage = await openStage({ delay: 20 })
  const { clock, alice, bob } = stage
  bob.body = session
  const [caller, callee] = made === 'by alice' ? [alice, bob] : [bob, alice]
  callee.behaviour = { kind: 'answer' }
  caller.call(callee.options.user)
  await clock.advanceAsync(500)
  const call = bob.calls[0]?.raw
  const snapshot = call?.snapshot()
  if (snapshot === undefined) throw new Error('there is no call')
  const left = aliceTakesUpdate
    ? snapshot
    : { ...snapshot, takesUpdate: false, session: { contentType: 'application/sdp', body: session } }
  await bob.close()
  const told: Told = { byes: 0, reinvites: 0, end: undefined }
  return {
    ...stage,
    theirs: alice.calls[0],
    snapshot: JSON.parse(JSON.stringify(left)) as CallSnapshot,
    told,
  }
}

function nothingLeft(alice: Stage['alice'], userAgent: UserAgent) {
  expect(held(alice)).toEqual(silence)
  expect({ calls: userAgent.counts(), transactions: userAgent.transactions.counts() }).toEqual(silence)
}

it.each([
  ['a peer is asked for another session', {}, true],
  ['not one without a tag (RFC 2543): that would be a new call to its Contact', { remoteTag: '' }, false],
])('%s', async (_edge, changed, asked) => {
  const { clock, network, snapshot, told } = await orphaned('by alice')
  const userAgent = await openHeir({ network, clock })
  const call = userAgent.adopt({ ...snapshot, ...changed }, { handler: listen(told) })
  expect(call.reinvite({}, { onAccepted() {}, onRefused() {} })).toBe(asked)
})

describe.each(['by alice', 'by bob'] as const)('a call made %s', (made) => {
  it('is ended by the heir', async () => {
    const { clock, alice, snapshot, told, network } = await orphaned(made)
    const userAgent = await openHeir({ network, clock })
    const call = userAgent.adopt(snapshot, { handler: listen(told) })
    expect(userAgent.counts()).toEqual({ dialogs: 1, calls: 1 })
    expect(call.bye()).toBe(true)
    await clock.advanceAsync(200)
    expect(alice.log.requests('BYE')).toHaveLength(1)
    expect(told.end).toBe('local-bye')
    clock.drain()
    nothingLeft(alice, userAgent)
  })

  it.each([
    [true, 'UPDATE'],
    [false, 'INVITE'],
  ])('learns where the heir is (takes UPDATE: %s), and hangs up there', async (takesUpdate, method) => {
    const { clock, alice, snapshot, told, theirs, network } = await orphaned(made, takesUpdate)
    const userAgent = await openHeir({ network, clock })
    const call = userAgent.adopt(snapshot, { handler: listen(told) })
    expect(call.refresh()).toBe(true)
    await clock.advanceAsync(200)
    expect(alice.log.requests(method).at(-1)?.header('Contact')).toBe(`<sip:${heir}:5060>`)
    theirs?.hangUp()
    await clock.advanceAsync(200)
    expect(told).toEqual({ byes: 1, reinvites: 0, end: 'remote-bye' })
    clock.drain()
    nothingLeft(alice, userAgent)
  })
})

it('a page whose WebSocket was the other user agent’s is hung up on, and nothing of it is left', async () => {
  const { clock, network, snapshot, told } = await orphaned('by alice')
  const bugs: unknown[] = []
  const userAgent = await openHeir({ network, clock }, {}, heir, (error) => bugs.push(error))
  const way = { transport: 'WS', address: '198.51.100.7', port: 50_000 } as const
  const call = userAgent.adopt({ ...snapshot, way }, { handler: listen(told) })
  expect(call.bye()).toBe(true)
  await clock.advanceAsync(40_000)
  expect([userAgent.counts(), bugs]).toEqual([{ dialogs: 0, calls: 0 }, []])
})

it('learns where the heir is by a re-INVITE when it refuses the UPDATE that its Allow names (RFC 4028 §10)', async () => {
  const carrierAt = '192.0.2.9'
  const server = { address: carrierAt, port: 5060 }
  const { clock, network, bob } = await openStage({}, 1, { bob: { server, body: session } })
  const carrier = await openWire(network, carrierAt)
  const lines = `Contact: <sip:alice@${carrierAt}>\nAllow: INVITE, ACK, BYE, UPDATE\n`
  const call = bob.call('alice')
  await clock.advanceAsync(10)
  carrier.answer(carrier.log[0], 200, lines)
  await clock.advanceAsync(10)
  const snapshot = call.raw.snapshot()
  if (snapshot === undefined) throw new Error('there is no call')
  await bob.close()
  const userAgent = await openHeir({ network, clock })
  const told: Told = { byes: 0, reinvites: 0, end: undefined }
  const adopted = userAgent.adopt(JSON.parse(JSON.stringify(snapshot)), { handler: listen(told) })
  adopted.refresh()
  await clock.advanceAsync(10)
  expect(carrier.last).toMatch(/^UPDATE /)
  carrier.answer(carrier.log.at(-1), 405)
  await clock.advanceAsync(10)
  expect(carrier.last).toMatch(/^INVITE /)
  expect(carrier.last).toContain(`Contact: <sip:${heir}:5060>\r\n`)
  expect(carrier.last.endsWith(`\r\n\r\n${session}`)).toBe(true)
  carrier.answer(carrier.log.at(-1), 200, lines)
  await clock.advanceAsync(10)
  expect(carrier.last).toMatch(/^ACK /)
})

describe('a request within a call that nobody here knows', () => {
  /** The heir is where the owner was. */
  async function restarted(adopts: boolean) {
    const orphan = await orphaned('by alice')
    const { clock, alice, snapshot, told, theirs } = orphan
    const onUnknownCall: UserAgentHandler['onUnknownCall'] = (request, resume) => {
      expect(request.method).toBe('BYE')
      clock.after(700, () => {
        if (adopts) userAgent.adopt(snapshot, { handler: listen(told) })
        resume()
      })
    }
    const userAgent: UserAgent = await openHeir(orphan, { onUnknownCall }, bobAt)
    theirs?.hangUp()
    await clock.advanceAsync(3_000)
    clock.drain()
    return { alice, told, userAgent }
  }

  it('is served when its call was adopted meanwhile', async () => {
    const { alice, told, userAgent } = await restarted(true)
    expect(told).toEqual({ byes: 1, reinvites: 0, end: 'remote-bye' })
    expect(alice.log.filter({ status: 200, direction: 'received' })).toHaveLength(2)
    nothingLeft(alice, userAgent)
  })

  it('is refused when there is none', async () => {
    const { alice, told, userAgent } = await restarted(false)
    expect(told).toEqual({ byes: 0, reinvites: 0, end: undefined })
    expect(alice.log.filter({ status: 481, direction: 'received' })).toHaveLength(1)
    nothingLeft(alice, userAgent)
  })
})

it('a handler throws when the request of its adopted call is served at last --> a bug that is told, no exception of whoever resumes it', async () => {
  const orphan = await orphaned('by alice')
  const { clock, alice, snapshot, theirs } = orphan
  const bugs: string[] = []
  const onUnknownCall: UserAgentHandler['onUnknownCall'] = (_, resume) => {
    clock.after(700, () => {
      const onBye = () => {
        throw new Error('a bug')
      }
      userAgent.adopt(snapshot, { handler: { onBye } })
      expect(resume).not.toThrow()
    })
  }
  const userAgent: UserAgent = await openHeir(orphan, { onUnknownCall }, bobAt, (error) =>
    bugs.push((error as Error).message),
  )
  theirs?.hangUp()
  await clock.advanceAsync(3_000)
  clock.drain()
  expect(bugs).toEqual(['a bug'])
  nothingLeft(alice, userAgent)
})

it('is adopted once', async () => {
  const { snapshot, told, ...stage } = await orphaned('by alice')
  const userAgent = await openHeir(stage)
  const call: Call = userAgent.adopt(snapshot, { handler: listen(told) })
  expect(userAgent.adopt(snapshot, { handler: listen(told) })).toBe(call)
  expect(userAgent.counts().calls).toBe(1)
})

it('has no snapshot before it is answered, nor after it', async () => {
  const { clock, alice, bob } = await openStage()
  bob.behaviour = { kind: 'ring' }
  const call = alice.call('bob')
  await clock.advanceAsync(100)
  expect(call.raw.snapshot()).toBeUndefined()
  bob.calls[0]?.answer()
  await clock.advanceAsync(100)
  expect(call.raw.snapshot()).toMatchObject({ ownsCallId: true, remoteSequence: -1, takesUpdate: true })
  call.hangUp()
  expect(call.raw.snapshot()).toBeUndefined()
})
