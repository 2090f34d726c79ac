import { describe, expect, it } from 'vitest'
import { actionsOf, type Desk, type DeskCall, sightOf } from './desk-state.ts'

const call = (liveCallId: string, change: Partial<DeskCall> = {}): DeskCall => ({
  liveCallId,
  state: 'waiting',
  numberId: 'n',
  organizationId: 'o',
  organizationName: 'Wren',
  calledNumber: '+442079460100',
  callerNumber: null,
  callerName: null,
  since: '',
  answeredAt: null,
  stateSince: '',
  seatId: null,
  returned: false,
  offeredTo: [],
  person: null,
  hasMailbox: true,
  card: { open: true, organization: 'Wren', greeting: 'Hello', pronunciation: null, comments: [] },
  ...change,
})
const seat = (seatId: string, mine: boolean): Desk['seats'][number] => ({
  seatId,
  name: seatId,
  state: 'ready',
  reason: null,
  since: '',
  wrapUpUntil: null,
  liveCallIds: [],
  mine,
})
const desk = (...calls: DeskCall[]): Desk => ({
  siteId: 's',
  siteName: 'Holborn',
  zone: 'UTC',
  now: '',
  promiseSeconds: 20,
  transferSeconds: 20,
  myFallback: null,
  mySeat: null,
  seats: [seat('me', true), seat('sam', false)],
  calls,
})
const shown = (calls: DeskCall[], chosen?: string, left: string[] = []) =>
  sightOf(desk(...calls), chosen, new Set(left)).call?.liveCallId

describe('the call in the middle of the desk', () => {
  it.each([
    ['nobody waits --> none', [], undefined],
    ['the first that waits', [call('a'), call('b')], 'a'],
    ['not one that another has clicked', [call('a', { seatId: 'sam' }), call('b')], 'b'],
    ['one that rings at me alone goes before', [call('a'), call('b', { seatId: 'me' })], 'b'],
    ['a conversation goes before all', [call('a'), call('t', { state: 'talking', seatId: 'me' })], 't'],
    ['a held call, when nothing else is', [call('h', { state: 'held', seatId: 'me' })], 'h'],
  ])('%s', (_, calls, expected) => {
    expect(shown(calls)).toBe(expected)
  })
  it('is the one that was chosen, and not one that was left to others', () => {
    expect(shown([call('a'), call('b')], 'b')).toBe('b')
    expect(shown([call('a'), call('b')], undefined, ['a'])).toBe('b')
  })
})

it('offers what fits the state, and no voicemail where there is no mailbox', () => {
  expect(actionsOf(call('a', { state: 'talking', hasMailbox: false }))).toEqual([
    'hold',
    'transfer',
    'hang-up',
  ])
  expect(actionsOf(call('a', { state: 'consulting' }))).toContain('connect')
  expect(actionsOf(undefined)).toEqual([])
})
