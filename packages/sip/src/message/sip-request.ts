/** A received request (RFC 3261 §7.1): method, Request-URI, and where it really came from. */
import type { Via } from './headers/via.ts'
import { type HeaderTable, malformed, SipMessage } from './sip-message.ts'
import { parseUri, SipUri, type UriFailure } from './sip-uri.ts'

/** The parts of a response that only depend on its request; made once a request by the serializer. */
export interface ResponseHead {
  /** Via lines, each beginning with CRLF. */
  readonly vias: string
  /** Record-Route lines, each beginning with CRLF. */
  readonly recordRoutes: string
  /** From, Call-ID and CSeq lines and the start of To; the tag and a CRLF follow. */
  readonly dialog: string
  /** Whether To has a tag already. */
  readonly tagged: boolean
}

/** A request (RFC 3261 §7.1). */
export class SipRequest extends SipMessage {
  readonly kind = 'request' as const
  readonly method: string
  /** The Request-URI as received. */
  readonly uriText: string
  /** The serializer's; forgotten when setReceived changes the Via. */
  responseHead: ResponseHead | undefined = undefined
  private uriCache: SipUri | UriFailure | undefined = undefined
  private seenVia: Via | undefined = undefined

  constructor(
    text: string,
    table: HeaderTable,
    bodyStart: number,
    bodyEnd: number,
    method: string,
    uriText: string,
  ) {
    super(text, table, bodyStart, bodyEnd)
    this.method = method
    this.uriText = uriText
  }

  /** The Request-URI, or why it is none. */
  findUri(): SipUri | UriFailure {
    this.uriCache ??= parseUri(this.uriText)
    return this.uriCache
  }

  /** @throws MalformedHeader when validateMessage was skipped */
  get uri(): SipUri {
    const uri = this.findUri()
    return uri instanceof SipUri ? uri : malformed('Request-URI')
  }

  /**
   * Notes where the request really came from, before anything else reads its Via: received and rport then show in
   * `topVia` and in every response (RFC 3261 §18.2.1, RFC 3581 §4).
   * @param address source IP address without brackets
   */
  setReceived(address: string, port: number): void {
    this.seenVia = super.findVia()?.withReceived(address, port)
    this.responseHead = undefined
  }

  /** Has every response say how often keep-alives are wanted of whoever asked for that with its Via (RFC 6223 §4). */
  grantKeep(seconds: number): void {
    const via = this.findVia()
    if (via === undefined || !via.pairs.some((name, at) => at % 2 === 0 && name === 'keep')) return
    this.seenVia = via.withParameter('keep', String(seconds))
    this.responseHead = undefined
  }

  override findVia(): Via | undefined {
    return this.seenVia ?? super.findVia()
  }

  /** The top Via as every response shows it; undefined until setReceived, or when the Via is malformed. */
  get viaAsReceived(): string | undefined {
    return this.seenVia?.toString()
  }
}
