/**
 * A received SIP message (RFC 3261 §7): one wire text and integer spans into it. A header becomes an object only when
 * someone asks for it, and then once. Nothing here judges a message; `validateMessage` does.
 */
import { MalformedHeader } from '../errors.ts'
import { HeaderId, headerIdOf, headerNameOf, isListHeader, sameName } from './header-name.ts'
import { spanOf, TOKEN } from './headers/character-classes.ts'
import { splitCommaList } from './headers/comma-list.ts'
import { boundaryOf, parseMediaType } from './headers/content-type.ts'
import { type CSeq, parseCSeq, parseCSeqAt } from './headers/cseq.ts'
import { parseMaxForwards } from './headers/max-forwards.ts'
import { NameAddr, parseAddressParametersAt, parseNameAddr, parseNameAddrAt } from './headers/name-addr.ts'
import { type ParameterPairs, parameter } from './headers/parameters.ts'
import { parseVia, parseViaAt, type Via } from './headers/via.ts'
import { findPart } from './multipart.ts'
import { unfold } from './wire-text.ts'

/** Four integers a header line: id (plus `folded`), start of name, start of value, end of value. */
export type HeaderSpans = readonly number[]

/** The header lines of one message. */
export interface HeaderTable {
  readonly spans: HeaderSpans
  /** Bit n set: the header of id n is there (ids below 31 only). */
  readonly seen: number
  /** Bit n set: it is there more than once. */
  readonly repeated: number
}

/** Added to the id of a header whose value contains a fold. */
export const folded = 256

const noBytes = Buffer.alloc(0)

/** What requests and responses have in common. Header values are wire text (see wire-text.ts). */
export abstract class SipMessage {
  abstract readonly kind: 'request' | 'response'
  /** The whole message, body included, one character a byte. */
  readonly text: string
  private readonly spans: HeaderSpans
  private readonly seen: number
  private readonly repeated: number
  private readonly bodyStart: number
  private readonly bodyEnd: number
  private bodyBytes: Buffer | undefined = undefined
  private viaCache: Via | undefined = undefined
  private fromCache: NameAddr | undefined = undefined
  private toCache: NameAddr | undefined = undefined
  private toPairsCache: ParameterPairs | undefined = undefined
  private cseqCache: CSeq | undefined = undefined
  private callIdCache: string | undefined = undefined
  private contactCache: readonly NameAddr[] | undefined = undefined

  constructor(text: string, table: HeaderTable, bodyStart: number, bodyEnd: number) {
    this.text = text
    this.spans = table.spans
    this.seen = table.seen
    this.repeated = table.repeated
    this.bodyStart = bodyStart
    this.bodyEnd = bodyEnd
  }

  /** Bytes from the start line to the end of the body. */
  get size(): number {
    return this.bodyEnd
  }

  /** The body as bytes; multipart stays whole. */
  get body(): Buffer {
    if (this.bodyStart === this.bodyEnd) return noBytes
    this.bodyBytes ??= Buffer.from(this.bodyText, 'latin1')
    return this.bodyBytes
  }

  /** The body as wire text, without a copy. */
  get bodyText(): string {
    return this.text.slice(this.bodyStart, this.bodyEnd)
  }

  /**
   * The body of that type as wire text: the whole, or the first such part of a multipart (RFC 5621 §3.1). Undefined when
   * there is none. A body without a type is taken for what is looked for.
   */
  bodyOf(type: string): string | undefined {
    if (!this.hasBody) return undefined
    const field = this.first(HeaderId.ContentType)
    if (field === type || field === undefined) return this.bodyText
    const media = parseMediaType(field)
    if (media === undefined || media.type === type) return media && this.bodyText
    const boundary = boundaryOf(media)
    return boundary === undefined ? undefined : findPart(this.bodyText, boundary, type)
  }

  get hasBody(): boolean {
    return this.bodyStart !== this.bodyEnd
  }

  /** Bytes of the body. */
  get bodySize(): number {
    return this.bodyEnd - this.bodyStart
  }

  /** The first field of that name, unfolded and trimmed; any case, compact forms equal long ones. */
  header(name: string): string | undefined {
    const id = headerIdOf(name)
    return id === 0 ? this.unknownValues(name, 1)[0] : this.first(id)
  }

  /** All values of that name in order; comma lists are split where the grammar allows (RFC 3261 §7.3.1). */
  headers(name: string): readonly string[] {
    const id = headerIdOf(name)
    return id === 0 ? this.unknownValues(name, Number.POSITIVE_INFINITY) : this.values(id)
  }

  has(name: string): boolean {
    return this.header(name) !== undefined
  }

  /** Every header line as received: known names in their usual spelling, values unfolded but not split. */
  *lines(): Generator<readonly [name: string, value: string]> {
    for (let at = 0; at < this.spans.length; at += 4) {
      const id = (this.spans[at] ?? 0) & 255
      const start = this.spans[at + 1] ?? 0
      const name = id === 0 ? this.text.slice(start, this.nameEnd(start)) : headerNameOf(id)
      yield [name, this.value(at)]
    }
  }

  /** The first value of a known header, by id: what the hot path uses. */
  first(id: number): string | undefined {
    const at = this.find(id, 0)
    return at < 0 ? undefined : this.value(at)
  }

  /** The field values of a known header as they stand in their lines, lists unsplit. */
  fields(id: number): string[] {
    const found: string[] = []
    for (let at = this.find(id, 0); at >= 0; at = this.find(id, at + 4)) found.push(this.value(at))
    return found
  }

  /** All values of a known header, comma lists split. */
  values(id: number): string[] {
    if (!this.carries(id)) return []
    const fields = this.fields(id)
    if (!isListHeader(id)) return fields
    const only = fields[0]
    if (fields.length === 1 && only !== undefined) return only === '' ? [] : splitCommaList(only)
    return fields.flatMap((field) => (field === '' ? [] : splitCommaList(field)))
  }

  /** Whether a line carries that header; one bit for the headers every message has. */
  carries(id: number): boolean {
    return id < 31 ? (this.seen & (1 << id)) !== 0 : this.find(id, 0) >= 0
  }

  /** Whether more than one line carries that header. */
  repeats(id: number): boolean {
    if (id < 31) return (this.repeated & (1 << id)) !== 0
    const first = this.find(id, 0)
    return first >= 0 && this.find(id, first + 4) >= 0
  }

  /** Whether there may be more than one value: in several lines, or in one with a comma. */
  isList(id: number): boolean {
    const at = this.find(id, 0)
    return at >= 0 && (this.repeats(id) || this.holdsComma(at))
  }

  /** How many lines carry that header. */
  count(id: number): number {
    let count = 0
    for (let at = this.find(id, 0); at >= 0; at = this.find(id, at + 4)) count++
    return count
  }

  /** The topmost Via, or undefined when absent or malformed. */
  findVia(): Via | undefined {
    if (this.viaCache === undefined) {
      const at = this.find(HeaderId.Via, 0)
      if (at < 0) return undefined
      this.viaCache = this.readVia(at)
    }
    return this.viaCache
  }

  /** From, or undefined when absent or malformed. */
  findFrom(): NameAddr | undefined {
    if (this.fromCache === undefined) {
      const at = this.find(HeaderId.From, 0)
      if (at >= 0) this.fromCache = this.addressAt(at)
    }
    return this.fromCache
  }

  /** To, or undefined when absent or malformed. */
  findTo(): NameAddr | undefined {
    if (this.toCache === undefined) {
      const at = this.find(HeaderId.To, 0)
      if (at >= 0) this.toCache = this.addressAt(at)
    }
    return this.toCache
  }

  /** The parameters of To, or undefined when it is absent or they cannot be read; its address is not looked at. */
  findToParameters(): ParameterPairs | undefined {
    if (this.toCache !== undefined) return this.toCache.pairs
    if (this.toPairsCache === undefined) {
      const at = this.find(HeaderId.To, 0)
      if (at < 0) return undefined
      const text = this.isFolded(at) ? this.value(at) : undefined
      this.toPairsCache =
        text === undefined
          ? parseAddressParametersAt(this.text, this.start(at), this.end(at))
          : parseAddressParametersAt(text, 0, text.length)
    }
    return this.toPairsCache
  }

  /** CSeq, or undefined when absent or malformed. */
  findCSeq(): CSeq | undefined {
    if (this.cseqCache === undefined) {
      const at = this.find(HeaderId.CSeq, 0)
      if (at >= 0)
        this.cseqCache = this.isFolded(at)
          ? parseCSeq(this.value(at))
          : parseCSeqAt(this.text, this.start(at), this.end(at))
    }
    return this.cseqCache
  }

  /** All Contacts (none for `*`), or undefined when one is malformed. */
  findContacts(): readonly NameAddr[] | undefined {
    this.contactCache ??= this.readContacts()
    return this.contactCache
  }

  /** @throws MalformedHeader when validateMessage was skipped; so do the getters below. */
  get callId(): string {
    this.callIdCache ??= this.first(HeaderId.CallId)
    return this.callIdCache ?? malformed('Call-ID')
  }

  get cseq(): CSeq {
    return this.findCSeq() ?? malformed('CSeq')
  }

  get from(): NameAddr {
    return this.findFrom() ?? malformed('From')
  }

  get to(): NameAddr {
    return this.findTo() ?? malformed('To')
  }

  get topVia(): Via {
    return this.findVia() ?? malformed('Via')
  }

  get contacts(): readonly NameAddr[] {
    return this.findContacts() ?? malformed('Contact')
  }

  /** The branch of the topmost Via. */
  get branch(): string | undefined {
    return this.topVia.branch
  }

  get fromTag(): string | undefined {
    return this.from.tag
  }

  /** Undefined outside a dialog. */
  get toTag(): string | undefined {
    return parameter(this.findToParameters() ?? malformed('To'), 'tag')
  }

  /** `Contact: *` (RFC 3261 §10.2.2). */
  get contactIsStar(): boolean {
    const at = this.find(HeaderId.Contact, 0)
    if (at < 0 || this.text.charCodeAt(this.start(at)) !== 42) return false
    return this.value(at) === '*' && !this.repeats(HeaderId.Contact)
  }

  /** Every Via, topmost first. */
  get vias(): readonly Via[] {
    return this.values(HeaderId.Via).map((value) => parseVia(value) ?? malformed('Via'))
  }

  /** Whether a Via stands below the topmost, on a line of its own or in a comma list. */
  get hasFurtherVias(): boolean {
    if (this.repeats(HeaderId.Via)) return true
    const field = this.first(HeaderId.Via)
    // A comma may stand in a quoted parameter, too.
    return field?.includes(',') === true && splitCommaList(field).length > 1
  }

  get routes(): readonly NameAddr[] {
    return addresses(this.values(HeaderId.Route)) ?? malformed('Route')
  }

  get recordRoutes(): readonly NameAddr[] {
    return addresses(this.values(HeaderId.RecordRoute)) ?? malformed('Record-Route')
  }

  /** Max-Forwards; undefined when absent or malformed (RFC 3261 §20.22). */
  get maxForwards(): number | undefined {
    const field = this.first(HeaderId.MaxForwards)
    return field === undefined ? undefined : parseMaxForwards(field)
  }

  /** Content-Type without its parameters, lower case. */
  get mediaType(): string | undefined {
    const field = this.first(HeaderId.ContentType)
    if (field === undefined) return undefined
    const semicolon = field.indexOf(';')
    return (semicolon < 0 ? field : field.slice(0, semicolon)).replace(/[ \t]/g, '').toLowerCase()
  }

  protected span(start: number, end: number): string {
    return this.text.slice(start, end)
  }

  private readContacts(): readonly NameAddr[] | undefined {
    const at = this.find(HeaderId.Contact, 0)
    if (at < 0 || this.contactIsStar) return []
    if (this.repeats(HeaderId.Contact)) return addresses(this.values(HeaderId.Contact))
    const several = this.holdsComma(at) ? addresses(this.values(HeaderId.Contact)) : undefined
    if (several !== undefined) return several
    // Or the comma is that of a name without quotes.
    const only = this.addressAt(at)
    return only && [only]
  }

  private readVia(at: number): Via | undefined {
    if (this.holdsComma(at)) return parseVia(splitCommaList(this.value(at))[0] ?? '')
    return this.isFolded(at) ? parseVia(this.value(at)) : parseViaAt(this.text, this.start(at), this.end(at))
  }

  private addressAt(at: number): NameAddr | undefined {
    return this.isFolded(at)
      ? parseNameAddr(this.value(at))
      : parseNameAddrAt(this.text, this.start(at), this.end(at))
  }

  private holdsComma(at: number): boolean {
    const comma = this.text.indexOf(',', this.start(at))
    return comma >= 0 && comma < this.end(at)
  }

  private isFolded(at: number): boolean {
    return (this.spans[at] as number) >= folded
  }

  private start(at: number): number {
    return this.spans[at + 2] as number
  }

  private end(at: number): number {
    return this.spans[at + 3] as number
  }

  private find(id: number, from: number): number {
    if (id < 31 && (this.seen & (1 << id)) === 0) return -1
    const spans = this.spans
    for (let at = from; at < spans.length; at += 4) if (((spans[at] ?? 0) & 255) === id) return at
    return -1
  }

  private value(at: number): string {
    const text = this.text.slice(this.start(at), this.end(at))
    return this.isFolded(at) ? unfold(text) : text
  }

  private nameEnd(start: number): number {
    return spanOf(TOKEN, this.text, start, this.text.length)
  }

  private unknownValues(name: string, most: number): string[] {
    const lower = name.toLowerCase()
    const found: string[] = []
    for (let at = 0; at < this.spans.length && found.length < most; at += 4) {
      const start = this.spans[at + 1] ?? 0
      if (((this.spans[at] ?? 0) & 255) !== 0 || !sameName(this.text, start, lower)) continue
      if (this.nameEnd(start) === start + lower.length) found.push(this.value(at))
    }
    return found
  }
}

function addresses(values: readonly string[]): readonly NameAddr[] | undefined {
  const parsed: NameAddr[] = []
  for (const value of values) {
    const address = parseNameAddr(value)
    if (!(address instanceof NameAddr)) return undefined
    parsed.push(address)
  }
  return parsed
}

/** Ends a getter whose header is absent or malformed. @throws MalformedHeader */
export function malformed(header: string): never {
  throw new MalformedHeader(header)
}
