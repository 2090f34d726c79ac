/** A received response (RFC 3261 §7.2). */
import { type HeaderTable, SipMessage } from './sip-message.ts'
import { decodeText } from './wire-text.ts'

/** A response: its status and its reason phrase. */
export class SipResponse extends SipMessage {
  readonly kind = 'response' as const
  readonly status: number
  private readonly reasonStart: number
  private readonly reasonEnd: number

  constructor(
    text: string,
    table: HeaderTable,
    bodyStart: number,
    bodyEnd: number,
    status: number,
    reasonStart: number,
    reasonEnd: number,
  ) {
    super(text, table, bodyStart, bodyEnd)
    this.status = status
    this.reasonStart = reasonStart
    this.reasonEnd = reasonEnd
  }

  /** The reason phrase as real text. */
  get reason(): string {
    return decodeText(this.span(this.reasonStart, this.reasonEnd))
  }
}
