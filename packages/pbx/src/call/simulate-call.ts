/**
 * Plays a call through `advance` without an engine: commands of the call become events of a described world, in the
 * order of simulated time. The preview and the no-dead-end proof run on this.
 */
import { advance } from './advance.ts'
import { type Call, newCall } from './call.ts'
import type { CallCommand, LegOrder } from './call-command.ts'
import type { CallEvent, TimerName } from './call-event.ts'
import type { CallPlan } from './call-plan.ts'

/** What a phone or a number does when it is called. */
export type Response =
  | { readonly does: 'answer'; readonly afterSeconds: number }
  | { readonly does: 'ring' }
  | { readonly does: 'fail'; readonly status: number; readonly reason: string }

/** The world around one call. */
export interface World {
  /** A member's phone, by leg. */
  readonly phone: (order: LegOrder) => Response
  /** A forwarding number. */
  readonly forwarded: Response
  /** Whether an external member presses 1. */
  readonly confirms: boolean
  /** Seconds until a seat of the reception answers; undefined: none does. */
  readonly receptionSeconds?: number | undefined
  readonly mailbox: 'message' | 'silence' | 'full' | 'storage-error'
  /** The caller presses 0 in the greeting. */
  readonly pressesZero?: boolean | undefined
  /** The caller gives up after so many seconds; undefined: never. */
  readonly patienceSeconds?: number | undefined
}

/** Nobody answers; the caller leaves a message: shows a route to its very end. */
export const nobodyAnswers: World = {
  phone: () => ({ does: 'ring' }),
  forwarded: { does: 'ring' },
  confirms: false,
  mailbox: 'message',
}

/** A call that was played to its end. */
export interface SimulatedCall {
  readonly call: Call
  readonly commands: readonly CallCommand[]
}

type Pending = { at: number; event: CallEvent }

const talkSeconds = 60
const promptSeconds = 5

/** Plays the call from `at` (epoch ms) until it has finished. Throws if it does not: a bug of the machine. */
export function simulateCall(plan: CallPlan, at: number, world: World = nobodyAnswers): SimulatedCall {
  const run = new Run(plan, world)
  run.post(at, 0, { type: 'arrived' })
  if (world.patienceSeconds !== undefined) run.post(at, world.patienceSeconds, { type: 'callerHungUp' })
  let call = newCall(plan)
  const commands: CallCommand[] = []
  for (let pending = run.next(); pending !== undefined; pending = run.next()) {
    const turn = advance(call, pending.event)
    call = turn.call
    for (const command of turn.commands) run.perform(command, pending.at)
    commands.push(...turn.commands)
    if (call.state === 'finished') return { call, commands }
  }
  throw new Error(`the call hangs in state ${call.state}`)
}

type Untimed<Event> = Event extends CallEvent ? Omit<Event, 'at'> : never

const seatResponse = ({ receptionSeconds: afterSeconds }: World): Response =>
  afterSeconds === undefined ? { does: 'ring' } : { does: 'answer', afterSeconds }

class Run {
  readonly #plan: CallPlan
  readonly #world: World
  #queue: Pending[] = []
  #recordingSince = 0

  constructor(plan: CallPlan, world: World) {
    this.#plan = plan
    this.#world = world
  }

  /** Events of the same instant keep the order in which they were posted. */
  next(): Pending | undefined {
    let first = 0
    for (let i = 1; i < this.#queue.length; i++) {
      if ((this.#queue[i]?.at ?? 0) < (this.#queue[first]?.at ?? 0)) first = i
    }
    return this.#queue.splice(first, 1)[0]
  }

  post(now: number, seconds: number, event: Untimed<CallEvent>): void {
    const at = now + seconds * 1000
    this.#queue.push({ at, event: { ...event, at } })
  }

  perform(command: CallCommand, now: number): void {
    const world = this.#world
    switch (command.do) {
      case 'ringLegs': {
        const seat = command.line === 'reception' && seatResponse(world)
        for (const order of command.legs) this.#respond(order.leg, seat || world.phone(order), now)
        break
      }
      case 'forward':
        this.#respond(command.leg, world.forwarded, now)
        break
      case 'askConfirmation':
        if (world.confirms) this.post(now, 3, { type: 'confirmAccepted', leg: command.leg })
        else
          this.post(now, command.seconds, { type: 'confirmRejected', leg: command.leg, cause: 'no-answer' })
        break
      case 'cancelLegs':
        this.#forget((event) => 'leg' in event && command.legs.includes(event.leg))
        break
      case 'byeLeg':
        this.#forget((event) => 'leg' in event && command.leg === event.leg)
        break
      case 'enterQueue':
        this.#receive(command.siteId, now)
        break
      case 'bridge':
      case 'join':
        this.post(now, talkSeconds, { type: 'callerHungUp' })
        break
      case 'startTimer':
        this.post(now, command.seconds, { type: 'timerFired', name: command.name })
        break
      case 'stopTimer':
        this.#stop(command.name)
        break
      case 'answerCaller':
        this.post(now, 0, { type: 'callerReady' })
        break
      case 'playGreeting':
        if (world.pressesZero) this.post(now, 1, { type: 'digitPressed', digit: '0' })
        this.#say(now)
        break
      case 'playNotice':
        this.#say(now)
        break
      case 'recordMessage':
        this.#record(now)
        break
      case 'stopRecording':
        this.#forget((event) => event.type === 'recordingEnded')
        this.#closeRecording(now)
        break
    }
  }

  /** What was being said is cut off. */
  #say(now: number): void {
    this.#forget((event) => event.type === 'playEnded')
    this.post(now, promptSeconds, { type: 'playEnded' })
  }

  /** Another site's reception, where the call overflows to, is taken as attended. */
  #receive(siteId: string, now: number): void {
    const { number, readySeats } = this.#plan
    if (readySeats === undefined && siteId === number.siteId) this.post(now, 0, { type: 'seatsGone' })
    else if (this.#world.receptionSeconds !== undefined) {
      const seat = { seat: 'seat', name: 'reception', target: { id: 'seat' }, atOnce: false }
      this.post(now, 0, { type: 'seatsOffered', seats: [seat] })
    }
  }

  #respond(leg: number, response: Response, now: number): void {
    if (response.does === 'fail') {
      const { status, reason } = response
      this.post(now, 0, { type: 'legFailed', leg, status, reason })
      return
    }
    this.post(now, 0, { type: 'legRinging', leg })
    if (response.does === 'answer') this.post(now, response.afterSeconds, { type: 'legAnswered', leg })
  }

  #record(now: number): void {
    const { mailbox } = this.#world
    if (mailbox === 'full' || mailbox === 'storage-error') {
      this.post(now, 0, { type: 'mailboxUnavailable', cause: mailbox })
      return
    }
    this.#recordingSince = now
    const speechSeconds = mailbox === 'message' ? 20 : 0
    const seconds = speechSeconds + 10
    this.post(now, seconds, { type: 'recordingEnded', reason: 'silence', seconds, speechSeconds })
  }

  #closeRecording(now: number): void {
    const seconds = (now - this.#recordingSince) / 1000
    const speechSeconds = this.#world.mailbox === 'message' ? seconds : 0
    this.post(now, 0, { type: 'recordingEnded', reason: 'hang-up', seconds, speechSeconds })
  }

  #stop(name: TimerName): void {
    this.#forget((event) => event.type === 'timerFired' && event.name === name)
  }

  #forget(which: (event: CallEvent) => boolean): void {
    this.#queue = this.#queue.filter(({ event }) => !which(event))
  }
}
