import { describe, expect, it } from 'vitest'
import { answers, arrived, fails, forwarding, play, withExternal } from '../../testing/play-call.ts'
import type { Call } from './call.ts'
import { newCall } from './call.ts'
import { planOutgoing } from './plan-call.ts'

const failed = (leg: number) =>
  ({ type: 'trunkFailed', leg, trunk: 'First', status: 503, reason: 'Service Unavailable' }) as const
const by = (trunk: string) => ({ trunk })

const callingOut = (): Call => {
  const plan = planOutgoing({
    number: '999',
    caller: { number: '+442079460100', origin: 'inside' },
    outgoing: { class: 'emergency', trunkId: null },
    site: {
      siteId: 's',
      siteName: 'Yard',
      zone: 'Europe/London',
      language: 'en',
      organizationId: 'o',
      organizationName: 'Alder',
    },
  })
  return play(newCall(plan), arrived).call
}

const reasonsOf = ({ path }: Call) => path.map(({ outcome, reason }) => [outcome, reason])

describe('trunks that a call was tried by (C13)', () => {
  it.each([
    ['a call out', callingOut, '999'],
    ['a forward', () => forwarding(), '+447700900123'],
  ])('%s has each in its path, with its result', (_, begin, number) => {
    const first = ['failed', 'First did not put the call through (503 Service Unavailable).']
    const answered = play(begin(), failed(1), { ...answers(1), ...by('Second') }).call
    expect(reasonsOf(answered)).toEqual([
      ...reasonsOf(begin()),
      first,
      ['answered', expect.stringMatching(/ answered after \d+ s by way of Second\.$/)],
    ])
    const refused = play(begin(), failed(1), { ...fails(1, 502), ...by('Second') }).call
    expect(reasonsOf(refused).slice(reasonsOf(begin()).length, reasonsOf(begin()).length + 2)).toEqual([
      first,
      ['failed', `${number} did not take the call by way of Second (502 no).`],
    ])
  })
  it('of a member outside among others only the end is told, and when the ringing began stays', () => {
    const { call } = play(withExternal(), arrived)
    const after = play(call, failed(2)).call
    expect([after.path, after.stepFrom, after.state]).toEqual([call.path, call.stepFrom, 'hunting'])
  })
  it('one that failed when the leg is given up already says nothing', () => {
    const ended = play(callingOut(), fails(1, 503)).call
    expect(play(ended, failed(1)).call.path).toEqual(ended.path)
  })
})
