/** The registrar (RFC 3261 §10.3): authorizes, loads, applies the rules, stores, answers. One REGISTER at a time each. */
import type { Clock } from '../clock.ts'
import { type ResponseParts, type SipRequest, writeDate } from '../message/index.ts'
import { randomSource } from '../transaction/random-source.ts'
import type { ServerTransaction } from '../transaction/transaction.ts'
import type { Flow } from '../transport/flow.ts'
import { applyRegister, type Binding, type ExpiryBounds } from './registrar-rules.ts'

/** Where bindings are kept, by what the authorization granted. */
export interface BindingStore<Grant extends RegisterGrant = RegisterGrant> {
  load(grant: Grant): Promise<readonly Binding[]> | readonly Binding[]
  /**
   * Resolves once the new bindings hold; the phone hears 200 only then.
   *
   * @param before what `load` gave
   */
  save(grant: Grant, bindings: readonly Binding[], before: readonly Binding[]): Promise<void> | void
}

/** Who may register what: §10.3 steps 2 to 5. Returns the address-of-record, or the status that refuses. */
export type AuthorizeRegister<Grant extends RegisterGrant = RegisterGrant> = (
  request: SipRequest,
  flow: Flow,
) => Promise<Grant | RegisterRefusal> | Grant | RegisterRefusal

export interface RegisterGrant {
  readonly addressOfRecord: string
}

/** `extra` carries the challenge of a 401. */
export interface RegisterRefusal {
  readonly status: number
  readonly reason?: string
  readonly extra?: string
}

export interface RegistrarOptions<Grant extends RegisterGrant = RegisterGrant> {
  readonly store: BindingStore<Grant>
  readonly authorize: AuthorizeRegister<Grant>
  readonly clock: Clock
  readonly expiry?: ExpiryBounds
  /** How many bindings one address-of-record may have. Default 10. */
  readonly mostBindings?: number
  /** The store or the authorization broke; the phone gets 500. */
  readonly onError: (error: unknown) => void
}

/**
 * How often phones that ask for that are to send keep-alives, seconds (RFC 6223 §4): routers forget datagrams after 30, and connections
 * after minutes (RFC 5626 §4.4).
 */
const KEEP_DATAGRAMS = 25
const KEEP_STREAM = 120

export class Registrar<Grant extends RegisterGrant = RegisterGrant> {
  readonly #options: RegistrarOptions<Grant>
  readonly #tag = randomSource()
  /** The last REGISTER under way for each address-of-record: the next one waits for it, or one would be lost. */
  readonly #queues = new Map<string, Promise<void>>()

  constructor(options: RegistrarOptions<Grant>) {
    this.#options = options
  }

  /** How many addresses-of-record have a REGISTER under way. */
  get busy(): number {
    return this.#queues.size
  }

  /** Answers a REGISTER; give it to `UserAgentHandler.onRegister`. Resolves when it is answered, and never rejects. */
  async handle(request: SipRequest, transaction: ServerTransaction): Promise<void> {
    const respond = (parts: ResponseParts): void => {
      transaction.respond({ ...parts, toTag: this.#tag() })
    }
    try {
      const grant = await this.#options.authorize(request, transaction.flow)
      if (isRefusal(grant)) respond(grant)
      else
        await this.#inTurn(grant.addressOfRecord, () =>
          this.#register(grant, request, transaction.flow, respond),
        )
    } catch (error) {
      respond({ status: 500 })
      this.#options.onError(error)
    }
  }

  async #register(
    grant: Grant,
    request: SipRequest,
    flow: Flow,
    respond: (parts: ResponseParts) => void,
  ): Promise<void> {
    const { store, clock, expiry, mostBindings } = this.#options
    const before = await store.load(grant)
    const outcome = applyRegister(before, request, { now: clock.epoch(), flow, expiry, mostBindings })
    if (outcome.kind === 'accepted' && request.has('Contact'))
      await store.save(grant, outcome.bindings, before)
    if (outcome.kind === 'accepted')
      request.grantKeep(flow.transport === 'UDP' ? KEEP_DATAGRAMS : KEEP_STREAM)
    // §10.3 step 8; desk phones set their clock by it.
    const extra = `${outcome.reply.extra ?? ''}Date: ${writeDate(clock.epoch())}\r\n`
    respond({ ...outcome.reply, extra })
  }

  async #inTurn(addressOfRecord: string, work: () => Promise<void>): Promise<void> {
    const before = this.#queues.get(addressOfRecord) ?? Promise.resolve()
    const turn = before.then(work, work)
    this.#queues.set(addressOfRecord, turn)
    try {
      await turn
    } finally {
      if (this.#queues.get(addressOfRecord) === turn) this.#queues.delete(addressOfRecord)
    }
  }
}

const isRefusal = (given: RegisterGrant | RegisterRefusal): given is RegisterRefusal => 'status' in given
