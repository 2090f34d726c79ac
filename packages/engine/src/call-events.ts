/**
 * What happens to calls, told while it happens: found by comparing a call before and after each event, gathered, and
 * stored ten times a second. Nothing is built for an operator whom nobody follows, and no call ever waits for it:
 * when the database is away the oldest events are lost, for records (C13) are what is kept.
 */
import { type Call, recordOf } from '@mainline/pbx'
import type { Clock, Timer } from '@mainline/sip'
import type { LiveCall } from './live-call.ts'
import type { CallEventSink, CallLiveEvent, EngineLog } from './ports.ts'

export interface CallEventsOptions {
  sink: CallEventSink | undefined
  clock: Clock
  log: EngineLog
}

/** How long events are gathered, milliseconds. */
const BATCH_MS = 100
/** Longest wait after a failure, milliseconds. */
const RETRY_MS = 1_000
/** Events that wait at most: some ten seconds of a busy engine. */
const MOST_WAITING = 20_000

export class CallEvents {
  readonly #options: CallEventsOptions
  #waiting: CallLiveEvent[] = []
  #timer: Timer | undefined
  #storing: Promise<void> | undefined

  constructor(options: CallEventsOptions) {
    this.#options = options
  }

  /** Could somebody see what happens to this call? */
  wanted({ origin: { number } }: LiveCall): boolean {
    const { sink } = this.#options
    return sink !== undefined && number !== undefined && sink.wanted(number.operatorId)
  }

  /** Tells what the last event made of the call. @param before the call before it */
  tell(call: LiveCall, before: Call): void {
    const news = newsOf(before, call.state)
    if (news.length === 0) return
    const { origin, state } = call
    const { number } = state.plan
    const place = {
      operatorId: origin.number?.operatorId ?? null,
      siteId: number.siteId,
      organizationId: number.organizationId ?? null,
      numberId: number.numberId || null,
      at: call.now(),
    }
    const basics = {
      callId: origin.id,
      calledNumber: number.e164,
      callerNumber: origin.identity.number ?? null,
      callerName: origin.identity.name ?? null,
    }
    for (const { kind, data } of news) this.add({ ...place, kind, data: { ...basics, ...data } })
  }

  /** Tells something that is complete already. */
  add(event: CallLiveEvent): void {
    this.#waiting.push(event)
    if (this.#waiting.length > MOST_WAITING) this.#waiting.splice(0, MOST_WAITING / 10)
    this.#timer ??= this.#options.clock.after(BATCH_MS, () => void this.flush())
  }

  /** Stores what waits; one batch at a time, so that their order stays. */
  async flush(): Promise<void> {
    await this.#storing
    if (this.#timer) this.#options.clock.cancel(this.#timer)
    this.#timer = undefined
    if (this.#waiting.length === 0) return
    this.#storing ??= this.#store().finally(() => {
      this.#storing = undefined
    })
    await this.#storing
  }

  async close(): Promise<void> {
    await this.flush()
    if (this.#timer) this.#options.clock.cancel(this.#timer)
  }

  async #store(): Promise<void> {
    const events = this.#waiting
    this.#waiting = []
    try {
      await this.#options.sink?.store(events)
    } catch (error) {
      this.#waiting = [...events, ...this.#waiting].slice(-MOST_WAITING)
      this.#options.log.warn({ error, events: events.length }, 'events of calls could not be stored')
      this.#timer ??= this.#options.clock.after(RETRY_MS, () => void this.flush())
    }
  }
}

/** What an event of a call says besides who calls whom. */
export interface CallNews {
  readonly kind: CallLiveEvent['kind']
  readonly data: object
}

/** What there is to tell of a call that was `before` and is `now`. */
export function newsOf(before: Call, now: Call): readonly CallNews[] {
  const news: CallNews[] = []
  if (before.state === 'new')
    news.push({ kind: 'call.started', data: { rule: now.plan.ruling.reasonInWords } })
  if (now.state === 'finished') {
    if (before.state !== 'finished') news.push(ended(now))
  } else if (isAnswered(now) && !isAnswered(before)) {
    news.push(answered(now))
  } else if (before.legs !== now.legs && rings(now) && !rings(before)) {
    news.push({ kind: 'call.ringing', data: { names: namesCalled(now) } })
  }
  return news
}

const isAnswered = ({ state }: Call): boolean =>
  state === 'talking' ||
  state === 'greeting' ||
  state === 'recording' ||
  state === 'noticing' ||
  state === 'portal'

const partners = {
  'answered-by-member': 'member',
  'answered-by-reception': 'reception',
  forwarded: 'forward',
  'called-out': 'outside',
}

const machines: Partial<Record<Call['state'], string>> = { noticing: 'notice', portal: 'portal' }

function answered({ state, partner }: Call): CallNews {
  const by = partner ? partners[partner.result] : (machines[state] ?? 'voicemail')
  return { kind: 'call.answered', data: { by, name: partner?.name ?? null } }
}

/** A leg of the present step has rung. */
const rings = ({ legs, firstLeg }: Call): boolean =>
  legs.some((leg) => leg.leg >= firstLeg && leg.ringingAt !== undefined)

const namesCalled = ({ legs, firstLeg }: Call): string[] => [
  ...new Set(legs.flatMap((leg) => (leg.leg >= firstLeg && leg.state !== 'ended' ? [leg.name] : []))),
]

function ended(call: Call): CallNews {
  const record = recordOf(call)
  return {
    kind: 'call.ended',
    data: {
      result: record?.termination.result,
      seconds: record ? (record.endedAt - record.arrivedAt) / 1000 : 0,
      words: record?.sentence,
    },
  }
}
