/** Tells the database of calls that may outlive this engine, in batches beside the calls. */
import type { Clock, Timer } from '@mainline/sip'
import type { LiveCall } from '../live-call.ts'
import type { EngineLog } from '../ports.ts'
import { FORM_OF, type KeptCall, type KeptCallStore, keep } from './kept-call.ts'

/** How old the database's knowledge of a call may be, milliseconds. */
const BATCH_MS = 100
const RETRY_MS = 2_000

export interface KeptCallsOptions {
  readonly store: KeptCallStore
  readonly clock: Clock
  readonly log: EngineLog
}

interface Kept {
  /** What was going on when the call was kept. */
  readonly scene: string
  /** Two talk in it. */
  readonly talking: boolean
}

export class KeptCalls {
  readonly #options: KeptCallsOptions
  readonly #kept = new Map<string, Kept>()
  /** Of those the database has a row. */
  readonly #stored = new Set<string>()
  #saving = new Map<string, KeptCall>()
  #removing = new Set<string>()
  /** Over, and perhaps not forgotten by the database yet. */
  readonly #ending = new Set<string>()
  #timer: Timer | undefined
  #underway: Promise<void> | undefined

  constructor(options: KeptCallsOptions) {
    this.#options = options
  }

  /** Whether the call, or its caller, goes on when this engine does not. */
  has(callId: string): boolean {
    return this.#kept.has(callId)
  }

  /** Whether two talk in it, who notice nothing when this engine is no more. */
  isUndisturbed(callId: string): boolean {
    return this.#kept.get(callId)?.talking ?? false
  }

  /** All of which the database has a row that says they are this engine's, unless others have taken them. */
  get storedIds(): readonly string[] {
    return [...this.#stored]
  }

  /** All that the database may have of this engine, those included that have just ended. */
  get knownIds(): readonly string[] {
    return [...this.#kept.keys(), ...this.#ending]
  }

  /** Whether the database has its newest state. */
  isTold(callId: string): boolean {
    return this.#stored.has(callId) && !this.#saving.has(callId)
  }

  /** It is another engine's. */
  lost(callId: string): void {
    this.#kept.delete(callId)
    this.#stored.delete(callId)
    this.#saving.delete(callId)
  }

  /** The call has taken a step. Two who talk may be other two than before: a phone has joined them, or taken a place (RFC 3891). */
  moved(live: LiveCall): void {
    if (this.#kept.get(live.origin.id)?.scene !== sceneOf(live)) this.changed(live)
  }

  /** Something of its dialogs or of its audio may not be what it was. */
  changed(live: LiveCall): void {
    const { id } = live.origin
    const call = keep(live)
    if (call !== undefined) {
      this.#kept.set(id, sceneKept(live, call))
      this.#removing.delete(id)
      this.#saving.set(id, call)
    } else if (this.#kept.delete(id)) {
      this.#saving.delete(id)
      this.#stored.delete(id)
      this.#removing.add(id)
      this.#ending.add(id)
    } else return
    this.#flushIn(BATCH_MS)
  }

  /** The call was somebody else's and is this engine's now. */
  adopted(live: LiveCall): void {
    this.#stored.add(live.origin.id)
    this.#kept.set(live.origin.id, { scene: '', talking: false })
    this.changed(live)
  }

  /** Resolves when the database knows all that is known by now, or could not be told. */
  async flush(): Promise<void> {
    // Whoever waited beside us may have begun to tell it what is new.
    while (this.#underway) await this.#underway
    if (this.#timer) this.#options.clock.cancel(this.#timer)
    this.#timer = undefined
    if (this.#saving.size + this.#removing.size === 0) return
    this.#underway = this.#store().finally(() => {
      this.#underway = undefined
    })
    await this.#underway
  }

  async #store(): Promise<void> {
    const { store, log } = this.#options
    const [saving, removing] = [this.#saving, this.#removing]
    this.#saving = new Map()
    this.#removing = new Set()
    try {
      if (saving.size > 0) await store.save([...saving.values()])
      for (const id of saving.keys()) if (this.#kept.has(id)) this.#stored.add(id)
      if (removing.size > 0) await store.remove([...removing])
      for (const id of removing) this.#ending.delete(id)
    } catch (error) {
      log.warn({ error, calls: saving.size }, 'calls could not be kept for other engines')
      this.#putBack(saving, removing)
    }
  }

  /** What has changed meanwhile stands. */
  #putBack(saving: ReadonlyMap<string, KeptCall>, removing: ReadonlySet<string>): void {
    for (const [id, call] of saving)
      if (this.#kept.has(id) && !this.#saving.has(id)) this.#saving.set(id, call)
      else if (!this.#kept.has(id)) this.#removing.add(id)
    for (const id of removing) if (!this.#kept.has(id)) this.#removing.add(id)
    this.#flushIn(RETRY_MS)
  }

  #flushIn(milliseconds: number): void {
    this.#timer ??= this.#options.clock.after(milliseconds, () => {
      this.#timer = undefined
      void this.flush()
    })
  }
}

const sceneKept = (live: LiveCall, { form }: KeptCall): Kept => ({
  scene: sceneOf(live) ?? '',
  talking: form === FORM_OF.two && live.state.state === 'talking',
})

/** Tells apart what an heir would do differently; undefined of a call that cannot be kept. */
function sceneOf({ state: call, isOver }: LiveCall): string | undefined {
  if (isOver || call.answeredAt === undefined || call.state === 'finished') return undefined
  const { state, step, partner, reception, transfer } = call
  const { leg, mode, siteId } = reception ?? {}
  const bridged = call.legs.filter((each) => each.state === 'bridged').map((each) => each.leg)
  return [state, step, partner?.leg, leg, mode, siteId, transfer?.returning, ...bridged].join(' ')
}
