import type { CallFailure } from '@mainline/sip'
import { FakeClock } from '@mainline/sip/testing'
import { expect, it } from 'vitest'
import type { EngineParts } from './engine-parts.ts'
import type { LiveCall } from './live-call.ts'
import type { MediaEndpoint } from './media-port.ts'
import { OutboundLeg } from './outbound-leg.ts'
import { TrunkTroubles } from './trunk-troubles.ts'

const failed = (status: number, cause: CallFailure['cause']): CallFailure => ({ status, cause, contacts: [] })

it.each([
  ['nothing is heard', false, [], failed(408, 'timeout'), true],
  ['a 100, then nothing', false, ['100'], failed(408, 'timeout'), false],
  ['408 of a carrier, for whom it called', false, ['100', '408'], failed(408, 'response'), false],
  ['408 of an edge, which has said 100 itself', true, ['100', '408'], failed(408, 'response'), true],
  ['486 by an edge', true, ['100', '486'], failed(486, 'response'), false],
] as const)(
  '%s --> whether the trunk counts as silent (RFC 3261 §16.7)',
  (_, edge, heard, failure, silent) => {
    const trunkTroubles = new TrunkTroubles(new FakeClock())
    const parts = { trunkTroubles, edges: edge ? {} : undefined } as Partial<EngineParts>
    const plan = { outgoing: undefined }
    const live = { parts, state: { plan }, wantsAnswer: () => false, post() {}, now: () => 0 }
    const leg = new OutboundLeg(live as unknown as LiveCall, 1, {} as MediaEndpoint, false)
    leg.trunkId = 'a'
    for (const _ of heard) leg.onHeard()
    leg.onFailed(failure)
    expect(trunkTroubles.has('a')).toBe(silent)
  },
)
