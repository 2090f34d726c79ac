/** The whole life of any call, for property tests: an engine that may do whatever engines, phones and carriers do. */
import { expect } from 'vitest'
import { advance } from '../src/call/advance.ts'
import { type Call, newCall } from '../src/call/call.ts'
import type { CallCommand } from '../src/call/call-command.ts'
import type { CallEvent, TimerName } from '../src/call/call-event.ts'
import type { CallPlan } from '../src/call/call-plan.ts'
import type { DeskOrder } from '../src/call/desk-order.ts'
import { mayLeave } from '../src/call/talking.ts'

type Untimed<Event> = Event extends CallEvent ? Omit<Event, 'at'> : never
type Happening = Untimed<CallEvent>

/** Answers that an engine, phones and carriers may give; which of them depends on the numbers drawn. */
class Engine {
  readonly commands: CallCommand[] = []
  #ringing = new Set<number>()
  #confirming = new Set<number>()
  #bridged = new Set<number>()
  #cancelled = new Set<number>()
  #timers = new Set<TimerName>()
  #expects = new Set<'callerReady' | 'playEnded' | 'recordingEnded'>()
  #mailboxMayFail = false
  #seat: string | undefined
  #queued = false
  answered = false

  obey(commands: readonly CallCommand[]): void {
    for (const command of commands) {
      this.commands.push(command)
      switch (command.do) {
        case 'ringLegs':
          for (const { leg } of command.legs) this.#ringing.add(leg)
          break
        case 'forward':
          this.#ringing.add(command.leg)
          this.#mailboxMayFail = false
          break
        case 'cancelLegs':
          for (const leg of command.legs) {
            expect(this.#ringing.delete(leg)).toBe(true)
            this.#cancelled.add(leg)
          }
          break
        case 'askConfirmation':
          expect(this.#confirming.has(command.leg)).toBe(true)
          break
        case 'byeLeg':
          expect(this.#confirming.delete(command.leg) || this.#bridged.delete(command.leg)).toBe(true)
          break
        case 'bridge':
          expect(this.#confirming.delete(command.leg)).toBe(true)
          expect(this.answered).toBe(false)
          this.#bridged.add(command.leg)
          this.answered = true
          break
        case 'join':
          expect(this.answered).toBe(true)
          this.#bridge(command.leg)
          this.#expects.delete('playEnded')
          break
        case 'joinLegs':
          this.#bridge(command.leg)
          this.#bridge(command.other)
          break
        case 'parkLeg':
          this.#bridge(command.leg)
          break
        case 'playWaiting':
          expect(this.answered).toBe(true)
          this.#expects.add('playEnded')
          break
        case 'seatTook':
          expect(this.#queued).toBe(true)
          expect(this.#seat).toBeUndefined()
          this.#queued = false
          this.#seat = command.seat
          break
        case 'seatFreed':
          expect(this.#seat).toBe(command.seat)
          this.#seat = undefined
          break
        case 'enterQueue':
          expect(this.#queued).toBe(false)
          this.#queued = true
          this.#mailboxMayFail = false
          break
        case 'leaveQueue':
          expect(this.#queued).toBe(true)
          this.#queued = false
          break
        case 'startTimer':
          expect(command.seconds).toBeGreaterThan(0)
          expect(command.seconds).toBeLessThanOrEqual(120)
          this.#timers.add(command.name)
          break
        case 'stopTimer':
          this.#timers.delete(command.name)
          break
        case 'answerCaller':
          expect(this.answered).toBe(false)
          this.#mailboxMayFail = command.for === 'voicemail'
          this.answered = command.for === 'waiting'
          this.#expects.add('callerReady')
          break
        case 'playGreeting':
          this.#expects = new Set(['playEnded'])
          this.#mailboxMayFail = true
          break
        case 'playNotice':
          this.#expects = new Set(['playEnded'])
          this.#mailboxMayFail = false
          break
        case 'recordMessage':
          this.#expects.add('recordingEnded')
          break
        case 'stopRecording':
          this.#mailboxMayFail = false
          break
        case 'rejectCaller':
          expect(this.answered).toBe(false)
          break
        case 'hangUpCaller':
          expect(this.answered).toBe(true)
          break
      }
    }
  }

  /** Everything that may happen now. */
  possible(call: Call): Happening[] {
    const events: Happening[] = transfersOf(call)
    const add = (event: Happening) => events.push(event)
    for (const leg of this.#ringing) {
      if (call.state !== 'queued') add({ type: 'legPickedUp', leg, newcomer: newcomerTo(call) })
      add({ type: 'legRinging', leg })
      add({ type: 'legAnswered', leg })
      for (const status of [486, 603, 503, 480]) add({ type: 'legFailed', leg, status, reason: '' })
      add({ type: 'trunkFailed', leg, trunk: 'First', status: 503, reason: '' })
    }
    for (const leg of this.#confirming) {
      add({ type: 'confirmAccepted', leg })
      add({ type: 'confirmRejected', leg, cause: 'no-answer' })
      add({ type: 'legHungUp', leg })
    }
    for (const leg of this.#bridged) add({ type: 'legHungUp', leg })
    for (const leg of this.#cancelled) {
      add({ type: 'legFailed', leg, status: 487, reason: '' })
      add({ type: 'legAnswered', leg })
    }
    for (const name of this.#timers) add({ type: 'timerFired', name })
    if (this.#expects.has('playEnded')) add({ type: 'digitPressed', digit: '0' })
    for (const type of this.#expects) {
      if (type !== 'recordingEnded') add({ type })
      else for (const speechSeconds of [0, 5]) add({ type, reason: 'silence', seconds: 9, speechSeconds })
    }
    if (this.#mailboxMayFail) add({ type: 'mailboxUnavailable', cause: 'full' })
    if (this.#queued) {
      add({ type: 'seatsOffered', seats: [offer('s'), offer('t')] })
      add({ type: 'seatsOffered', seats: [{ ...offer('s'), target: '+447700900333', confirm: true }] })
      add({ type: 'seatsWithdrawn', seats: ['s'] })
      add({ type: 'seatsGone' })
    }
    if (this.#seat !== undefined) {
      add({ type: 'seatLost' })
      for (const order of orders) add({ type: 'deskOrdered', order })
    }
    return events
  }

  #bridge(leg: number): void {
    expect(this.#confirming.has(leg) || this.#bridged.has(leg)).toBe(true)
    this.#confirming.delete(leg)
    this.#bridged.add(leg)
  }

  /** What the posting of an event means for the engine itself. */
  happened(event: Happening, { partner }: Call): void {
    const { type } = event
    if ('newcomer' in event) this.#confirming.add(event.newcomer.leg)
    if ('party' in event && event.party === 'caller') this.#bridged.delete(partner?.leg ?? 0)
    const leg = 'leg' in event ? event.leg : 0
    if (type === 'legAnswered') {
      this.#ringing.delete(leg)
      this.#cancelled.delete(leg)
      this.#confirming.add(leg)
    }
    if (type === 'legFailed') {
      this.#ringing.delete(leg)
      this.#cancelled.delete(leg)
    }
    if (type === 'legHungUp') {
      this.#confirming.delete(leg)
      this.#bridged.delete(leg)
    }
    if (event.type === 'timerFired') this.#timers.delete(event.name)
    if (type === 'callerReady' || type === 'playEnded' || type === 'recordingEnded')
      this.#expects.delete(type)
    if (type === 'callerReady') this.answered = true
    if (type === 'mailboxUnavailable') this.#expects.delete('recordingEnded')
    if (type === 'recordingEnded') this.#mailboxMayFail = false
  }

  leftOver() {
    return [
      ...this.#ringing,
      ...this.#confirming,
      ...this.#bridged,
      ...this.#timers,
      ...(this.#queued ? ['queue'] : []),
      ...(this.#seat === undefined ? [] : ['seat']),
    ]
  }
}

const newcomerTo = ({ nextLeg: leg }: Call) => ({ leg, id: 'uma', name: 'Uma', target: 'u', external: false })

/** What phones may do with the calls that they have. */
function transfersOf(call: Call): Happening[] {
  const parties = (['caller', call.partner?.leg, call.reception?.leg] as const).filter(
    (party) => party !== undefined && mayLeave(call, party),
  ) as ('caller' | number)[]
  return parties.flatMap((party): Happening[] => {
    const blind = ([tom, 'reception'] as const).flatMap((to) =>
      [[], [{ id: "Maya's phone" }]].map(
        (devices): Happening => ({
          type: 'passedOn',
          party,
          by: { id: 'maya', name: 'Maya', devices },
          to,
        }),
      ),
    )
    return [
      { type: 'partyReplaced', party, by: 'Maya', newcomer: newcomerTo(call) },
      { type: 'joinedElsewhere', party, name: 'Uma' },
      ...(call.state === 'talking' ? blind : []),
    ]
  })
}

const offer = (seat: string) => ({ seat, name: seat, target: { id: `${seat}'s phone` }, atOnce: false })
const tom = { id: 'tom', name: 'Tom', targets: [{ id: 'desk' }, '+447700900777'] }
const orders: readonly DeskOrder[] = [
  { do: 'hold' },
  { do: 'resume' },
  { do: 'pass', to: tom },
  { do: 'ask', to: tom },
  { do: 'swap' },
  { do: 'return' },
  { do: 'connect' },
  { do: 'voicemail' },
  { do: 'hang-up' },
]

const interruptions: readonly Happening[] = [
  { type: 'callerHungUp' },
  { type: 'engineStopping' },
  { type: 'administrativeHangUp', by: 'Olga' },
  { type: 'mediaFailed', detail: '' },
]

/** One call from its arrival to its end. @param choices what happens, by number @param interruption before which of them it is cut off */
export function liveThrough(
  plan: CallPlan,
  at: number,
  choices: readonly number[],
  interruption: number | undefined,
): { call: Call; engine: Engine } {
  const engine = new Engine()
  let call = newCall(plan)
  let now = at
  const post = (event: Happening) => {
    engine.happened(event, call)
    const turn = advance(call, { ...event, at: now })
    call = turn.call
    engine.obey(turn.commands)
  }
  post({ type: 'arrived' })
  for (const [index, choice] of choices.entries()) {
    if (call.state === 'finished') break
    now += choice % 7_000
    if (index === interruption) {
      post(interruptions[choice % interruptions.length] ?? { type: 'callerHungUp' })
      continue
    }
    const possible = engine.possible(call)
    const event = possible[choice % possible.length]
    if (event !== undefined) post(event)
  }
  // Whatever is left undone runs out by itself: prompts end, timers fire, recordings reach their limit.
  for (let turns = 0; call.state !== 'finished' && turns < 60; turns++) {
    now += 5_000
    // Music begins again each time; people hang up before that.
    const order = ['recordingEnded', 'callerReady', 'timerFired', 'legHungUp', 'playEnded']
    const event = order.flatMap((type) =>
      engine.possible(call).filter((possible) => possible.type === type),
    )[0]
    if (event === undefined) throw new Error(`stuck in ${call.state}`)
    post(event)
  }
  return { call, engine }
}
