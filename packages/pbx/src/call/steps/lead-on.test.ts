import { describe, expect, it } from 'vitest'
import {
  answers,
  attended,
  forwarding,
  greeting,
  hunting,
  names,
  noticing,
  offered,
  ordered,
  play,
  queued,
  recording,
  talking,
} from '../../../testing/play-call.ts'
import { IllegalEvent } from '../advance.ts'
import type { Call } from '../call.ts'
import { asTalking } from '../talking.ts'

const lost = { type: 'engineLost' } as const
const comfort = { type: 'timerFired', name: 'comfort' } as const
const tom = { id: 'tom', name: 'Tom', targets: [{ id: 'desk' }] }
const maya = { id: 'maya', name: 'Maya', devices: [{ id: "maya's phone" }] }
const nobody = { id: 'maya', name: 'Maya', devices: [] }
const passedOn = (by: typeof maya | typeof nobody = maya) =>
  ({ type: 'passedOn', party: 1, by, to: tom }) as const
const waiting = () => play(queued(), comfort).call
const inPortal = () => play(greeting(), { type: 'digitPressed', digit: '*' }).call
const called = (call: Call): Call => ({
  ...call,
  plan: { ...call.plan, outgoing: { class: 'national' } as never },
})

describe('a caller whose engine was lost (product §6.9)', () => {
  it.each([
    ['waits --> waits on, music', waiting(), 'queued', 'enterQueue'],
    ['is rung for at seats --> waits on', play(waiting(), offered('rita')).call, 'queued', 'enterQueue'],
    ['talks to a seat --> waits again', attended(), 'queued', 'enterQueue'],
    ['is passed on by a member --> that rings', play(talking(), passedOn()).call, 'transferring', 'ringLegs'],
    [
      'is passed on by who cannot ring --> next step',
      play(talking(), passedOn(nobody)).call,
      'greeting',
      'playGreeting',
    ],
    ['talks --> next step', talking(), 'greeting', 'playGreeting'],
    ['is greeted --> greeted again', greeting(), 'greeting', 'playGreeting'],
    ['leaves a message --> greeted again', recording(), 'greeting', 'playGreeting'],
    ['hears a notice --> hears it again', noticing(), 'noticing', 'playNotice'],
    [
      'is being forwarded, answered --> next step',
      { ...forwarding(), answeredAt: 1 },
      'greeting',
      'playGreeting',
    ],
  ] as const)('%s', (_, before, state, does) => {
    const { call, last } = play(before, lost)
    expect(call.state).toBe(state)
    expect(names(last)).toContain(does)
    expect(call.path.map(({ reason }) => reason)).toContain(
      'The engine that had the call was lost; another one led the caller on.',
    )
    const left = before.legs.filter(({ state }) => state !== 'ended').map(({ leg }) => leg)
    expect(call.legs.filter(({ leg, state }) => left.includes(leg) && state !== 'ended')).toEqual([])
  })

  it('comes back to the seat that had it first', () => {
    const { call, last } = play(attended(), ordered({ do: 'ask', to: tom }), lost)
    expect(last).toContainEqual(expect.objectContaining({ do: 'enterQueue', returned: true, seat: 'rita' }))
    expect(call.reception).toMatchObject({ leg: undefined, person: undefined, personLeg: undefined })
  })

  it('is taken by a seat as before', () => {
    const { call } = play(waiting(), lost, offered('sam'), answers(1))
    expect([call.state, call.reception?.seat?.name]).toEqual(['attended', 'sam'])
  })

  it.each([
    ['the voice portal', inPortal()],
    ['somebody outside that it has called', called(talking())],
  ])('has left %s --> hung up on', (_, before) => {
    const { call, last } = play(before, lost)
    expect(names(last).slice(-2)).toEqual(['hangUpCaller', 'finish'])
    expect(call.termination?.reason).toBe('media-unavailable')
  })

  it('that was not answered is none', () => {
    expect(() => play(hunting(), lost)).toThrow(IllegalEvent)
  })
})

describe('two who talk', () => {
  it('are the caller and its partner, or its seat unless that talks to somebody else', () => {
    expect(asTalking(talking())).toMatchObject({ state: 'talking', partner: { leg: 1 } })
    const byReception = { result: 'answered-by-reception', step: 'reception', name: 'rita', leg: 1 }
    expect(asTalking(attended())).toMatchObject({ state: 'talking', partner: byReception })
    expect(asTalking(play(attended(), ordered({ do: 'hold' })).call)?.partner).toEqual(byReception)
  })
  it.each([
    ['it waits', waiting()],
    ['the seat asks somebody', play(attended(), ordered({ do: 'ask', to: tom }), answers(2)).call],
    ['it is passed on by the seat', play(attended(), ordered({ do: 'pass', to: tom })).call],
    ['a message is left', recording()],
  ])('are not there when %s', (_, call) => {
    expect(asTalking(call)).toBeUndefined()
  })
})
