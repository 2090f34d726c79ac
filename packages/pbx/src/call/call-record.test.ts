import { describe, expect, it } from 'vitest'
import { wednesdayMorning as at, mainNumber, newCallTo, planFor } from '../../testing/sample-number.ts'
import { advance } from './advance.ts'
import { recordOf } from './call-record.ts'
import { nobodyAnswers, simulateCall } from './simulate-call.ts'
import { type Reason, type Result, type Termination, terminationInWords } from './termination.ts'

describe('the record of a call (C13)', () => {
  it('is there when the call is over, with path, legs and a sentence', () => {
    const world = { ...nobodyAnswers, phone: () => ({ does: 'answer', afterSeconds: 5 }) as const }
    const { call } = simulateCall(planFor(mainNumber()), at, world)
    expect(recordOf(call)).toMatchObject({
      numberId: 'main',
      siteId: 'site',
      organizationId: 'acme',
      called: '+442079460000',
      callerName: 'Carol',
      arrivedAt: at,
      answeredAt: at + 5000,
      endedAt: at + 65_000,
      settingsVersion: 1,
      rule: 'weekly',
      sentence: 'Answered by Anna: the caller hung up.',
      legs: [
        { name: 'Anna', outcome: 'answered' },
        { name: 'Ben', outcome: 'lost-race' },
      ],
    })
  })
  it('ends no earlier than it was answered, though the clock was put back by a day meanwhile', () => {
    const arrived = advance(newCallTo(mainNumber()), { type: 'arrived', at })
    const over = advance(arrived.call, { type: 'callerHungUp', at: at - 86_400_000 })
    expect(recordOf(over.call)).toMatchObject({ arrivedAt: at, endedAt: at })
  })
  it('is not there before', () => {
    expect(recordOf(newCallTo(mainNumber()))).toBeUndefined()
  })
})

describe('the sentence', () => {
  const rows: [Result, Reason, Partial<Termination>, string][] = [
    [
      'answered-by-reception',
      'callee-hung-up',
      { by: 'Rita' },
      'Answered by Rita at reception: the called party hung up.',
    ],
    ['voicemail-left', 'message-ended-by-silence', {}, 'A voicemail was left: ended by silence.'],
    ['forwarded', 'caller-hung-up', { by: '+44' }, 'Forwarded to +44, who answered: the caller hung up.'],
    [
      'abandoned',
      'caller-hung-up',
      { step: 'hunt-group' },
      'The caller left while the hunt group rang: the caller hung up.',
    ],
    [
      'no-message',
      'message-too-short',
      {},
      'The mailbox answered, but there is no message: too little was said.',
    ],
    ['notice-heard', 'route-exhausted', {}, 'The caller heard a notice: nobody took the call.'],
    ['rejected', 'number-unknown', { status: 404 }, 'Rejected with 404: there is no such number.'],
    [
      'ended-by-us',
      'engine-stopping',
      { step: 'voicemail' },
      'Ended by the system in voicemail: the engine shut down.',
    ],
  ]
  it.each(rows)('%s', (result, reason, more, words) => {
    expect(terminationInWords({ result, reason, step: 'arrival', missed: false, ...more })).toBe(words)
  })
})
