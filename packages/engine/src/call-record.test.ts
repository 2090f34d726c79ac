import type { Call as CoreCall } from '@mainline/pbx'
import { describe, expect, it } from 'vitest'
import { toInterruptedRecord } from './call-record.ts'
import type { LiveCall } from './live-call.ts'

/** A call to a main number as its record sees it. */
function callWith(state: Partial<CoreCall>): LiveCall {
  const plan = { number: { e164: '+442079460000', kind: 'main' }, route: { steps: [] }, settingsVersion: 1 }
  return {
    origin: { id: 'one', identity: {} },
    state: { arrivedAt: 1_000, path: [], legs: [], plan, ...state },
    now: () => 2_000,
  } as unknown as LiveCall
}

describe('the record of a call whose engine dies (C13)', () => {
  it.each(['answered-by-member', 'answered-by-reception', 'forwarded', 'called-out'] as const)(
    'somebody talks in it, %s --> says so, and who it was',
    (result) => {
      const call = callWith({ partner: { result, step: 'hunt-group', name: 'Maya', leg: 1 } })
      expect(toInterruptedRecord(call, 1_500)).toMatchObject({
        result,
        answeredBy: 'Maya',
        reason: 'engine-lost',
        answeredAt: 1_500,
      })
    },
  )

  it('nobody talks in it --> it was ended by us', () => {
    expect(toInterruptedRecord(callWith({}), 1_500)).toMatchObject({
      result: 'ended-by-us',
      answeredBy: null,
      reason: 'engine-lost',
    })
  })
})
