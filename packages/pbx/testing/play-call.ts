/** Plays events on a call step by step, and the calls and events that many tests begin with. */
import { advance } from '../src/call/advance.ts'
import type { Call } from '../src/call/call.ts'
import type { CallCommand } from '../src/call/call-command.ts'
import type { CallEvent } from '../src/call/call-event.ts'
import type { CallPlan } from '../src/call/call-plan.ts'
import type { DeskOrder } from '../src/call/desk-order.ts'
import type { Route } from '../src/call-settings.ts'
import {
  externalMember,
  mainNumber,
  newCallTo,
  numberMember,
  numberWithRoute,
  wednesdayMorning,
} from './sample-number.ts'

type Untimed<Event> = Event extends CallEvent ? Omit<Event, 'at'> & { after?: number } : never
type Played = { call: Call; last: readonly CallCommand[]; all: readonly CallCommand[] }

/** Plays events on a call; `after` is seconds since the event before. */
export function play(call: Call, ...events: Untimed<CallEvent>[]): Played {
  let at = wednesdayMorning
  let last: readonly CallCommand[] = []
  const all: CallCommand[] = []
  for (const { after = 0, ...event } of events) {
    at += after * 1000
    const turn = advance(call, { ...event, at } as CallEvent)
    call = turn.call
    last = turn.commands
    all.push(...last)
  }
  return { call, last, all }
}

export const names = (commands: readonly CallCommand[]) => commands.map((command) => command.do)
export const arrived = { type: 'arrived' } as const
export const gone = { type: 'callerHungUp' } as const
export const ready = { type: 'callerReady' } as const
export const played = { type: 'playEnded' } as const
export const stepTimer = { type: 'timerFired', name: 'step' } as const
export const rings = (leg: number) => ({ type: 'legRinging', leg }) as const
export const answers = (leg: number) => ({ type: 'legAnswered', leg }) as const
export const fails = (leg: number, status: number) =>
  ({ type: 'legFailed', leg, status, reason: 'no' }) as const
export const recorded = (
  speechSeconds: number,
  reason: 'hash' | 'hang-up' | 'silence' | 'limit' | 'cut' = 'silence',
) => ({ type: 'recordingEnded', reason, seconds: speechSeconds + 1, speechSeconds }) as const

export const hunt = { target: 'hunt-group', limitSeconds: 20 } as const
export const voicemail = { target: 'voicemail' } as const
export const reception = { target: 'reception', limitSeconds: 30 } as const
export const forward = { target: 'forward', number: '+447700900123', limitSeconds: 20 } as const
export const main = mainNumber()

export const to = (route: Route, change: Partial<CallPlan> = {}) => newCallTo(numberWithRoute(route), change)
export const hunting = () => play(newCallTo(main), arrived).call
export const greeting = () => play(to({ steps: [voicemail] }), arrived, ready).call
export const recording = () => play(greeting(), played).call
export const talking = () => play(hunting(), answers(1)).call
export const forwarding = (change: Partial<CallPlan> = {}) =>
  play(to({ steps: [forward, voicemail] }, change), arrived).call
export const queued = () => play(to({ steps: [reception, voicemail] }), arrived).call
export const offered = (...seats: string[]) =>
  ({
    type: 'seatsOffered',
    seats: seats.map((seat) => ({ seat, name: seat, target: { id: `${seat}'s phone` }, atOnce: false })),
  }) as const
export const ordered = (order: DeskOrder) => ({ type: 'deskOrdered', order }) as const
/** Rita has the call on leg 1. */
export const attended = () => play(queued(), offered('rita'), answers(1)).call
export const noticing = () => play(to({ steps: [hunt], end: 'closed' }, { members: [] }), arrived, ready).call
export const withExternal = (limitSeconds = 30) =>
  newCallTo(
    numberWithRoute(
      { steps: [{ target: 'hunt-group', limitSeconds }, voicemail] },
      { members: [numberMember('Anna'), externalMember('Ed')] },
    ),
  )
