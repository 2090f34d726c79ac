/** Callers wait, seats click, and everybody's ears are open. */
import { nodeNetwork, systemClock } from '@mainline/sip'
import { SipPhone } from '@mainline/sip/testing'
import { compileRtpCrowd, monotonicMs, type OwnHeard, RtpCrowd } from '../../interop/load/rtp-crowd.ts'
import { sleep, until } from '../../interop/peers/waiting.ts'
import { createSeats, sitDown, toReception } from '../../interop/reception.ts'
import type { ServerFixture } from '../../interop/server-fixture.ts'
import { createWorkspace, TRUNK_ADDRESS, type Workspace } from '../../interop/workspace.ts'
import { cpuMs } from '../calls/cpu-meter.ts'
import { quantile, rounded } from '../calls/statistics.ts'
import { Ears, LoadCaller } from './load-caller.ts'
import { LoadSeat } from './load-seat.ts'
import { Voices } from './voice.ts'

export interface LoadOptions {
  readonly waiting: number
  readonly seats: number
  readonly seconds: number
  /** Clicks a second. */
  readonly rate: number
  readonly talkMs: number
  readonly say: (words: string) => void
}

export interface LoadResult {
  readonly lost: number
  readonly outOfOrder: number
  readonly p99MsClickToAudio: number
  /** Longest time between two packets that somebody heard, whoever sent them, by the kernel's receive time. */
  readonly worstGapMs: number
  readonly answered: number
  readonly p50MsClickToAudio: number
  readonly maxMsClickToAudio: number
  /** CPU of the server, database included; 100 is one core. */
  readonly serverCpuPercent: number
  /** How late the telephones themselves sent at the worst: on a machine that is busy with something else, nothing is measured well. */
  readonly worstLateMsOfTheLoad: number
}

/** Longest a caller waits in the route; a little less than what a route may give. */
const ROUTE_SECONDS = 120
const RAMP_MS = 100
const SEAT_ADDRESS = '127.0.0.1'
/** Callers who talk, or have just left, beside those who wait. */
const SPARE_CALLERS = 100
/** RTP that arrives after a call was taken is looked at so long after the click. */
const SETTLE_MS = 1_500

export class ReceptionLoad {
  readonly #server: ServerFixture
  readonly #options: LoadOptions
  readonly #callers = new Map<string, LoadCaller>()
  readonly #clickToAudio: number[] = []
  readonly #work = new Set<Promise<void>>()
  #dialled = 0
  #outOfOrder = 0
  #worstGapMs = 0
  #lost = 0

  constructor(server: ServerFixture, options: LoadOptions) {
    this.#server = server
    this.#options = options
  }

  async run(): Promise<LoadResult> {
    const { say, seconds, rate } = this.#options
    const workspace = await createWorkspace(this.#server, { members: 0, route: toReception(ROUTE_SECONDS) })
    await using stack = new AsyncDisposableStack()
    const program = compileRtpCrowd()
    const atSeats = stack.use(await RtpCrowd.open(program, SEAT_ADDRESS, this.#options.seats))
    const calling = stack.use(
      await RtpCrowd.open(program, TRUNK_ADDRESS, this.#options.waiting + SPARE_CALLERS),
    )
    const seats = await this.#openSeats(workspace, new Voices(atSeats))
    const ears = new Ears(new Voices(calling))
    const carrier = await SipPhone.open({
      network: nodeNetwork(),
      clock: systemClock(),
      address: TRUNK_ADDRESS,
      user: 'carrier',
      server: this.#server.sip,
    })
    const more = () => this.#dial(carrier, workspace.mainNumber, ears)
    say('callers come')
    while (this.#dialled < this.#options.waiting) {
      more()
      await sleep(RAMP_MS)
    }
    await until('the callers to hear music', () => this.#allWait(), 30_000)
    say(`${this.#waiting} wait; seats begin`)
    const [cpu, began] = [cpuMs(this.#server.pid), monotonicMs()]
    for (let click = 0; click < seconds * rate; click++) {
      await sleep(Math.max(0, began + (click * 1000) / rate - monotonicMs()))
      this.#track(this.#answerOne(seats, more))
      if (click % (60 * rate) === 60 * rate - 1) say(`${click + 1} clicks`)
    }
    const serverCpuPercent = ((cpuMs(this.#server.pid) - cpu) / (monotonicMs() - began)) * 100
    await Promise.all(this.#work)
    await this.#sendAllHome()
    await Promise.all(seats.map((seat) => seat.close()))
    await carrier.close()
    const late = [await atSeats.heard(), await calling.heard()].map(({ worstLateMs }) => worstLateMs)
    return this.#result(serverCpuPercent, Math.max(...late))
  }

  #result(serverCpuPercent: number, worstLateMs: number): LoadResult {
    const of = (q: number) => rounded(quantile(this.#clickToAudio, q), 1)
    return {
      lost: this.#lost,
      outOfOrder: this.#outOfOrder,
      p99MsClickToAudio: of(0.99),
      worstGapMs: rounded(this.#worstGapMs, 1),
      answered: this.#clickToAudio.length,
      p50MsClickToAudio: of(0.5),
      maxMsClickToAudio: of(1),
      serverCpuPercent: rounded(serverCpuPercent, 0),
      worstLateMsOfTheLoad: worstLateMs,
    }
  }

  async #openSeats(workspace: Workspace, voices: Voices): Promise<LoadSeat[]> {
    const rules = { wrapUpSeconds: 0, comfortAfterSeconds: 1 }
    const places = await createSeats(this.#server, workspace, this.#options.seats, rules)
    const seats: LoadSeat[] = []
    for (const place of places)
      seats.push(
        await LoadSeat.open(workspace.siteId, place, voices.next(), () =>
          sitDown(this.#server, workspace, place),
        ),
      )
    return seats
  }

  get #waiting(): number {
    return [...this.#callers.values()].filter(({ taken, over }) => !taken && !over).length
  }

  async #allWait(): Promise<boolean> {
    for (const { voice } of this.#callers.values()) if ((await voice.heard()).packets < 50) return false
    return true
  }

  #dial(carrier: SipPhone, called: string, ears: Ears): void {
    this.#dialled += 1
    const caller = LoadCaller.dial(carrier, called, this.#dialled, ears)
    this.#callers.set(caller.number, caller)
    void caller.ended.then(() => this.#gone(caller))
  }

  /** One seat takes the first that waits, talks to it, and lets it go; another comes. */
  async #answerOne(seats: readonly LoadSeat[], more: () => void): Promise<void> {
    const seat = seats.find(({ busy, next }) => !busy && next !== undefined)
    const call = seat?.next
    const caller = this.#callers.get(call?.callerNumber ?? '')
    if (!seat || !call || !caller) {
      this.#options.say('nobody could click')
      return
    }
    if ([...this.#callers.values()].some((other) => isBefore(other, caller))) this.#outOfOrder += 1
    caller.taken = true
    const clicked = monotonicMs()
    const taken = await seat.take(call)
    if (!taken) {
      caller.taken = false
      this.#options.say(`a click came to nothing: ${seat.refusals.at(-1)}`)
      return
    }
    await sleep(SETTLE_MS)
    const [atSeat, atCaller] = await Promise.all([seat.voice.heard(), caller.voice.heard()])
    const heard = [atSeat, atCaller].map(({ awaitedAt }) => awaitedAt || Infinity)
    this.#clickToAudio.push(Math.max(...heard) - clicked)
    await sleep(this.#options.talkMs - SETTLE_MS)
    this.#noteGap(await seat.voice.heard(), `at a seat, caller ${caller.place}`)
    this.#noteGap(await caller.voice.heard(), `at caller ${caller.place}`)
    caller.expectedEnd = true
    taken.hangUp()
    await caller.ended
    seat.busy = false
    more()
  }

  #noteGap({ worstGapMs }: OwnHeard, where: string): void {
    if (worstGapMs > 60) this.#options.say(`a gap of ${Math.round(worstGapMs)} ms ${where}`)
    this.#worstGapMs = Math.max(this.#worstGapMs, worstGapMs)
  }

  #gone(caller: LoadCaller): void {
    this.#callers.delete(caller.number)
    if (!caller.lost) return
    this.#lost += 1
    this.#options.say(`caller ${caller.place} was lost`)
  }

  /** Whoever still waits was not lost, and has heard music without a gap. */
  async #sendAllHome(): Promise<void> {
    const callers = [...this.#callers.values()]
    for (const caller of callers)
      this.#noteGap(await caller.voice.heard(), `at waiting caller ${caller.place}`)
    for (const caller of callers) caller.hangUp()
    await Promise.all(callers.map(({ ended }) => ended))
  }

  #track(work: Promise<void>): void {
    const tracked = work.finally(() => this.#work.delete(tracked))
    this.#work.add(tracked)
  }
}

const isBefore = (other: LoadCaller, caller: LoadCaller): boolean =>
  other.place < caller.place && !other.taken && !other.over
