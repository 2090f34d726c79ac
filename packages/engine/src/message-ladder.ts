/**
 * The SIP messages of one call as they came and went, small enough to be kept of every call: when, between whom, and what;
 * no text of any.
 */

/** Which of our two ends: whoever calls, or the leg of that number. */
export const CALLER = 0

export type LadderDirection = 'received' | 'sent'

/** One message of a ladder. */
export interface LadderMessage {
  /** Since the first message, milliseconds. */
  readonly milliseconds: number
  /** `CALLER`, or the number of a leg. */
  readonly party: number
  readonly direction: LadderDirection
  /** Of a response: that of its request. */
  readonly method: string
  readonly status?: number | undefined
}

/** A ladder as it was kept. */
export interface Ladder {
  readonly messages: readonly LadderMessage[]
  /** Messages beyond those that a ladder holds. */
  readonly leftOut: number
}

const METHODS = [
  'INVITE',
  'ACK',
  'CANCEL',
  'BYE',
  'PRACK',
  'UPDATE',
  'INFO',
  'REFER',
  'NOTIFY',
  'OPTIONS',
  'MESSAGE',
]
const OTHER = 15
/** Combinations of a status (three digits) and a method. */
const WHATS = 16_000
const codes = new Map(METHODS.map((method, code) => [method, code]))
/** What a call that goes well needs, five times over. */
const LONGEST = 200

/** `84<1 180`: after 84 ms leg 1 sent us a 180 to the INVITE. `9012>0 200 BYE`: we answered the caller's BYE. */
const ENTRY = /^(\d+)([<>])(\d+) (\w+)(?: (\w+))?$/

export class MessageLadder {
  readonly #startedAt: number
  /** Two small integers a message: milliseconds; party, direction, status and method. */
  readonly #entries: number[] = []
  #leftOut = 0

  /** @param startedAt in the clock of the notes to come, ms */
  constructor(startedAt: number) {
    this.#startedAt = startedAt
  }

  /** @param status 0 for a request */
  note(at: number, party: number, direction: LadderDirection, method: string, status: number): void {
    if (this.#entries.length === 2 * LONGEST) {
      this.#leftOut += 1
      return
    }
    const end = party * 2 + (direction === 'sent' ? 1 : 0)
    const what = status * 16 + (codes.get(method) ?? OTHER)
    this.#entries.push(Math.round(at - this.#startedAt), end * WHATS + what)
  }

  /** What is kept with the record of the call; `readLadder` reads it. */
  toString(): string {
    let text = ''
    const entries = this.#entries
    for (let at = 0; at < entries.length; at += 2) {
      const [milliseconds = 0, entry = 0] = [entries[at], entries[at + 1]]
      const [end, what] = [Math.floor(entry / WHATS), entry % WHATS]
      const method = METHODS[what & 15] ?? 'OTHER'
      const words = what < 16 ? method : `${what >> 4}${method === 'INVITE' ? '' : ` ${method}`}`
      text += `${at === 0 ? '' : ';'}${milliseconds}${end & 1 ? '>' : '<'}${end >> 1} ${words}`
    }
    return this.#leftOut === 0 ? text : `${text};+${this.#leftOut}`
  }
}

/** Reads what `MessageLadder.toString` wrote; what is no entry is passed over. */
export function readLadder(text: string): Ladder {
  const entries = text.split(';')
  const messages = entries.flatMap((entry) => readEntry(entry) ?? [])
  return { messages, leftOut: Number(/;\+(\d+)$/.exec(text)?.[1] ?? 0) }
}

function readEntry(entry: string): LadderMessage | undefined {
  const [, milliseconds, arrow, party, what = '', of] = ENTRY.exec(entry) ?? []
  if (arrow === undefined) return undefined
  const status = Number(what)
  return {
    milliseconds: Number(milliseconds),
    party: Number(party),
    direction: arrow === '<' ? 'received' : 'sent',
    method: Number.isNaN(status) ? what : (of ?? 'INVITE'),
    ...(!Number.isNaN(status) && { status }),
  }
}
