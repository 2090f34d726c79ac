import { describe, expect, it } from 'vitest'
import { actionsOf, asThePhoneHasIt, type Desk, type DeskCall, heldByKey, sightOf } from './desk-state.ts'

const call = (liveCallId: string, change: Partial<DeskCall> = {}): DeskCall => ({
  liveCallId,
  state: 'waiting',
  siteId: 's',
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
  why: null,
  listener: null,
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
  listenIn: false,
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

it('the keys mean the held call that was first, none that rings for somebody', () => {
  const mine = (id: string, state: DeskCall['state']) => call(id, { state, seatId: 'me' })
  const calls = [mine('p', 'passing'), mine('h', 'held'), mine('later', 'held'), mine('t', 'talking')]
  const sight = sightOf(desk(...calls), undefined, new Set())
  expect(heldByKey(sight)?.liveCallId).toBe('h')
  expect(heldByKey({ ...sight, held: [] })).toBeUndefined()
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

describe('what the phone of the page knows first', () => {
  const at = Date.parse('2026-12-02T10:00:00Z')
  const answered = [{ liveCallId: 'a', answeredAt: at }]
  const ahead = 5_000

  it('is shown at once: the call is talked to, by the clock of the server', () => {
    const now = asThePhoneHasIt(desk(call('a', { seatId: 'me' }), call('b')), answered, ahead)
    const sight = sightOf(now, undefined, new Set())
    const answeredAt = '2026-12-02T10:00:05.000Z'
    expect(sight.call).toMatchObject({ liveCallId: 'a', state: 'talking', seatId: 'me', answeredAt })
    expect([sight.seat?.state, sight.waiting.length]).toEqual(['talking', 1])
    expect(actionsOf(sight.call)).toContain('hold')
  })

  it('changes nothing of what the server has said since, nor for who does not sit here', () => {
    const held = desk(call('a', { state: 'held', seatId: 'me' }))
    expect(asThePhoneHasIt(held, answered, ahead)).toBe(held)
    const stranger = { ...desk(call('a')), seats: [] }
    expect(asThePhoneHasIt(stranger, answered, ahead)).toBe(stranger)
    expect(asThePhoneHasIt(held, [], ahead)).toBe(held)
  })
})
