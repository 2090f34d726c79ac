/** What a phone saw and sent, message by message, and waiting for a message without sleeping. */
import {
  parseReason,
  parseText,
  type Reason,
  type SipRequest,
  type SipResponse,
} from '../src/message/index.ts'

/** One message at the phone. */
export interface PhoneLogEntry {
  /** Monotonic milliseconds of the phone's clock. */
  readonly at: number
  readonly direction: 'received' | 'sent'
  readonly message: SipRequest | SipResponse
}

/** What to look for; everything given has to hold. */
export interface PhoneLogQuery {
  readonly direction?: 'received' | 'sent'
  readonly kind?: 'request' | 'response'
  /** The method of a request, or that a response answers. */
  readonly method?: string
  readonly status?: number
  readonly callId?: string
}

interface Waiting {
  readonly query: PhoneLogQuery
  readonly found: (entry: PhoneLogEntry) => void
}

export class SipPhoneLog {
  readonly entries: PhoneLogEntry[] = []
  readonly #waiting = new Set<Waiting>()

  /** Notes a message; what is no SIP message is not one. */
  note(at: number, direction: 'received' | 'sent', text: string): void {
    const message = parseText(text)
    if (message.kind === 'failure') return
    const entry = { at, direction, message }
    this.entries.push(entry)
    for (const waiting of this.#waiting) {
      if (!matches(entry, waiting.query)) continue
      this.#waiting.delete(waiting)
      waiting.found(entry)
    }
  }

  /** All entries of that kind so far, retransmissions included. */
  filter(query: PhoneLogQuery): readonly PhoneLogEntry[] {
    return this.entries.filter((entry) => matches(entry, query))
  }

  /** Requests received with that method, retransmissions included. */
  requests(method: string): readonly SipRequest[] {
    return this.filter({ direction: 'received', kind: 'request', method })
      .map(({ message }) => message)
      .filter((message) => message.kind === 'request')
  }

  /** The Reason headers (RFC 3326) of the requests received with that method. */
  reasons(method: string): readonly Reason[] {
    return this.requests(method)
      .flatMap((request) => request.headers('Reason'))
      .map(parseReason)
      .filter((reason) => reason !== undefined)
  }

  /** Resolves with the first such message, at once when there was one already. */
  saw(query: PhoneLogQuery): Promise<PhoneLogEntry> {
    const before = this.entries.find((entry) => matches(entry, query))
    if (before !== undefined) return Promise.resolve(before)
    return new Promise((found) => {
      this.#waiting.add({ query, found })
    })
  }

  /** One line a message, in order: `12 → INVITE sip:…`. */
  toString(): string {
    return this.entries
      .map(({ at, direction, message }) => {
        const [line] = message.text.split('\r\n', 1)
        return `${Math.round(at)} ${direction === 'sent' ? '→' : '←'} ${line} (${message.cseq.method})`
      })
      .join('\n')
  }
}

function matches({ direction, message }: PhoneLogEntry, query: PhoneLogQuery): boolean {
  if (query.direction !== undefined && query.direction !== direction) return false
  if (query.kind !== undefined && query.kind !== message.kind) return false
  if (query.method !== undefined && message.cseq.method !== query.method) return false
  if (query.callId !== undefined && message.callId !== query.callId) return false
  return query.status === undefined || (message.kind === 'response' && message.status === query.status)
}
