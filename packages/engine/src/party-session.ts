/**
 * What a party of a call and we have said of its audio, and what that comes to (RFC 3264). A party whose audio is secured reads and
 * writes its own descriptions; everything that is kept here is plain.
 */
import {
  answerOffer,
  asTakenBy,
  type BrowserFacing,
  createOffer,
  fitTogether,
  inPlace,
  isOurs,
  isRefusal,
  type LocalAudio,
  type Negotiated,
  negotiateRelay,
  offersSdes,
  type MediaEndpoint as PlaneEndpoint,
  type MediaRefusal as Refused,
  readAnswer,
  relayAnswer,
  relayOffer,
  SdesFacing,
  type SessionDescription,
  type SignallingSource,
} from '@mainline/media'
import type { MediaEndpoint, MediaKeepsake, MediaRefusal } from './media-port.ts'
import { type Description, type PartyKeepsake, readDescription } from './party-description.ts'

/** The half of a `MediaEndpoint` that offers and answers; `PartyMedia` is the other half. */
export abstract class PartySession {
  readonly endpoint: PlaneEndpoint
  /** Of the next description that says anything new. */
  #version = 1
  /** What was described last. */
  #described = ''
  /** What the party offered, and what it means; or what it answered. */
  #theirs: Description | undefined
  /** All that it described last, in whose order it is spoken to. */
  #streams: Description | undefined
  /** What we offered to the party. */
  #ours: string | undefined
  /** What the party took of us last, offer or answer: what a session refresh repeats (RFC 4028 §7.4). */
  #shown: string | undefined
  #negotiated: Negotiated | undefined
  /** Of its signalling. */
  #source: SignallingSource | undefined
  /** Its offer was shown to, or its answer came from, the other party word by word. */
  #relayedWith: PartySession | undefined
  /** Whom it hears and is heard by. */
  #partner: PartySession | undefined
  #tellUnfit = () => {}
  /** What the party was shown has a port that is not ours any more. */
  #moved = false
  /** The party's audio is secured: what it says and hears is translated. */
  #secured: BrowserFacing | SdesFacing | undefined

  constructor(endpoint: PlaneEndpoint, secured: BrowserFacing | SdesFacing | undefined) {
    this.endpoint = endpoint
    this.#secured = secured
    endpoint.onMoved?.(() => {
      this.#moved = true
      this.#tellUnfit()
    })
  }

  comesFrom(address: string, party: 'phone' | 'carrier'): void {
    this.#source = { address, always: party === 'phone' }
  }

  takeOffer(sdp: string): MediaRefusal | undefined {
    const theirs = this.#readOffer(sdp)
    if ('refusal' in theirs) return theirs
    this.#theirs = theirs
    this.#streams = theirs
    return undefined
  }

  answer(): string | MediaRefusal {
    if (!this.#theirs) return { refusal: 'the party has offered nothing' }
    return this.#show(this.#answerOurselves(this.#theirs.session), 'answer')
  }

  offer(): string {
    return this.#offer(this.#local())
  }

  offerAgain(): string {
    return this.#offer({ ...this.#local(), inUse: this.#negotiated })
  }

  #offer(local: LocalAudio): string {
    this.#relayedWith = undefined
    const offer = createOffer(local)
    const { session, audio } = this.#streams ?? {}
    this.#ours = this.#versioned(session && audio ? inPlace(offer, session, audio.mediaIndex) : offer)
    const shown = this.#show(this.#ours, 'offer')
    // Ours is of a kind that everybody speaks.
    return typeof shown === 'string' ? shown : this.#ours
  }

  offerFrom(from: MediaEndpoint): string | MediaRefusal {
    const other = own(from)
    if (!other.#theirs) return { refusal: 'the other party has offered nothing' }
    const offer = relayOffer(other.#theirs.session, this.#point())
    if (typeof offer !== 'string') return { refusal: offer.detail }
    this.#ours = this.#versioned(offer)
    this.#relayedWith = other
    return this.#show(this.#ours, 'offer')
  }

  takeAnswer(sdp: string): MediaRefusal | undefined {
    if (this.#ours === undefined) return { refusal: 'nothing was offered to the party' }
    const offerer = this.#relayedWith
    const theirs = this.#readAnswered(sdp)
    if ('refusal' in theirs) return theirs
    if (offerer === undefined || offerer.#theirs === undefined) return this.#readAnswer(this.#ours, theirs)
    // Nobody could be told of it: the offerer has as many streams, in that order (RFC 3264 §6). One alone can be put in its place.
    const alone = theirs.session.mediaLines.length === 1
    if (!alone && theirs.audio.mediaIndex !== offerer.#theirs.audio.mediaIndex)
      return { refusal: 'the answer does not fit the offer' }
    this.#shown = this.#ours
    this.#theirs = theirs
    this.#streams = theirs
    const agreed = negotiateRelay(offerer.#theirs.audio, theirs.audio)
    if (agreed.answerer.codecs.length === 0) return { refusal: 'no codec in common' }
    this.#setRemote(agreed.answerer)
    offerer.#setRemote(agreed.offerer)
    return undefined
  }

  takeAgain(sdp: string): MediaRefusal | undefined {
    if (this.#shown === undefined) return { refusal: 'nothing was shown to the party' }
    const theirs = this.#readAnswered(sdp)
    return 'refusal' in theirs ? theirs : this.#readAnswer(this.#shown, theirs)
  }

  answerFrom(from: MediaEndpoint): string | MediaRefusal {
    const other = own(from)
    // The other party answered an offer of our own making (a confirmed external member): so do we, to this one.
    if (other.#relayedWith !== this) return this.answer()
    if (!other.#theirs || !this.#theirs) return { refusal: 'the other party has not answered' }
    const answer = relayAnswer(other.#theirs.session, this.#point(), this.#theirs.session)
    return typeof answer === 'string'
      ? this.#show(this.#versioned(answer), 'answer')
      : { refusal: answer.detail }
  }

  renegotiate(sdp: string): string | MediaRefusal {
    const theirs = this.#readOffer(sdp)
    if ('refusal' in theirs) return theirs
    const answer = this.#answerOurselves(theirs.session)
    if (typeof answer === 'string') this.#streams = theirs
    return this.#show(answer, 'answer')
  }

  get onHold(): boolean {
    return this.#negotiated?.hold ?? false
  }

  get isFit(): boolean {
    return this.speaksOurs && !this.#moved
  }

  get speaksOurs(): boolean {
    return this.#negotiated === undefined || isOurs(this.#negotiated)
  }

  onUnfit(tell: () => void): void {
    this.#tellUnfit = tell
    if (this.#moved) tell()
  }

  keepsake(): MediaKeepsake | undefined {
    const endpoint = this.#secured ? undefined : this.endpoint.keepsake?.()
    if (endpoint === undefined || this.#negotiated === undefined) return undefined
    const kept: PartyKeepsake = {
      endpoint,
      version: this.#version,
      theirs: this.#theirs && `${this.#theirs.session.lines.join('\r\n')}\r\n`,
      ours: this.#ours,
      shown: this.#shown,
      negotiated: this.#negotiated,
      source: this.#source,
    }
    return { ...kept }
  }

  /** Stands where a session stood that was kept. */
  restore(kept: PartyKeepsake): void {
    const theirs = kept.theirs === undefined ? undefined : readDescription(kept.theirs)
    this.#theirs = theirs === undefined || 'refusal' in theirs ? undefined : theirs
    this.#streams = this.#theirs
    this.#version = kept.version
    this.#ours = kept.ours
    this.#shown = kept.shown
    this.#negotiated = kept.negotiated
    this.#source = kept.source
  }

  /** The two are to understand each other from now on. */
  meet(party: PartySession): void {
    this.part()
    party.part()
    this.#partner = party
    party.#partner = this
  }

  part(): void {
    if (this.#partner) this.#partner.#partner = undefined
    this.#partner = undefined
  }

  /** Nothing more comes of what was offered. */
  leave(): void {
    this.#relayedWith = undefined
    this.part()
  }

  /** Whatever it hears from here on is ours. */
  needOurs(): void {
    if (!this.speaksOurs) this.#tellUnfit()
  }

  /** Two who never agreed on what they speak both change to what everybody speaks. */
  fitPartner(): void {
    const partner = this.#partner
    if (!partner || !this.#negotiated || !partner.#negotiated) return
    if (fitTogether(this.#negotiated, partner.#negotiated)) return
    this.needOurs()
    partner.needOurs()
  }

  /**
   * Our own answer: to a first offer anything we speak, later what is in use, so that the other party need not change; only where the
   * offer has none of that anything, since whoever offers it would else be refused and may hang up (RFC 3264 §8.3.2).
   */
  #answerOurselves(offer: SessionDescription): string | MediaRefusal {
    const inUse = this.#negotiated?.codecs.map((codec) => codec.name)
    const again = inUse && answerOffer(offer, this.#local(inUse))
    const answer = again && !isRefusal(again) ? again : answerOffer(offer, this.#local())
    if (isRefusal(answer)) return refusalOf(answer, this.#theirs)
    this.#setRemote(answer.negotiated)
    return this.#versioned(answer.text)
  }

  #readAnswer(offer: string, theirs: Description): MediaRefusal | undefined {
    const negotiated = readAnswer(offer, theirs.session)
    if (isRefusal(negotiated)) return { refusal: negotiated.detail }
    const partner = this.#partner === undefined ? undefined : this.#partner.#negotiated
    this.#shown = offer
    this.#theirs = theirs
    this.#streams = theirs
    this.#setRemote(partner ? asTakenBy(partner, negotiated) : negotiated)
    return undefined
  }

  /** What the party offered, in plain words. From its first offer of secured audio on all of it is secured (RFC 4568). */
  #readOffer(sdp: string): Description | MediaRefusal {
    if (this.#secured === undefined && offersSdes(sdp)) this.#secured = new SdesFacing(this.endpoint)
    const plain = this.#secured ? this.#secured.readOffer(sdp) : sdp
    return typeof plain === 'string' ? readDescription(plain) : refusalOf(plain)
  }

  /** What the party answered, in plain words. */
  #readAnswered(sdp: string): Description | MediaRefusal {
    const plain = this.#secured ? this.#secured.readAnswer(sdp) : sdp
    return typeof plain === 'string' ? readDescription(plain) : { refusal: plain.detail }
  }

  /** What is said to the party, in its own. */
  #show(plain: string | MediaRefusal, role: 'offer' | 'answer'): string | MediaRefusal {
    if (role === 'answer' && typeof plain === 'string') this.#shown = plain
    if (this.#secured === undefined || typeof plain !== 'string') return plain
    const shown = this.#secured.write(plain, role)
    return typeof shown === 'string' ? shown : { refusal: shown.detail }
  }

  #setRemote(negotiated: Negotiated): void {
    this.#negotiated = negotiated
    this.endpoint.setRemote(negotiated, this.#source === undefined ? {} : { allowFrom: this.#source })
    this.fitPartner()
  }

  #local(codecs?: readonly string[]): LocalAudio {
    return { ...this.#point(), ...(codecs && { codecs }) }
  }

  /**
   * RFC 3264 §8: the version is one higher than the last where anything else is different, and the same where nothing is. Keys are
   * written anew each time, which is a difference.
   */
  #versioned(text: string): string {
    const last = this.#version - 1
    const again = text.replace(` ${this.#version} IN IP`, ` ${last} IN IP`)
    if (this.#secured === undefined && again === this.#described) return again
    this.#described = text
    this.#version += 1
    return text
  }

  #point() {
    const { id, address, port } = this.endpoint
    this.#moved = false
    return { address, port, sessionId: id, version: this.#version }
  }
}

/** Codecs that a refusal names at most: a description may be as long as its sender likes. */
const MOST_NAMED = 8
/** Characters of a name: all registered ones are shorter, and the answer has to fit a datagram. */
const LONGEST_NAME = 32

function refusalOf({ code, detail }: Refused, offered?: Description): MediaRefusal {
  if (code === 'unsecured') return { refusal: detail, misfit: code }
  const names = offered?.audio.codecs.map(({ name }) => name.slice(0, LONGEST_NAME)) ?? []
  if (code !== 'codec-unsupported' || names.length === 0) return { refusal: detail }
  return { refusal: detail, misfit: { codecs: [...new Set(names)].slice(0, MOST_NAMED) } }
}

/** Endpoints only ever meet those of the same port. */
export function own(endpoint: MediaEndpoint): PartySession {
  if (endpoint instanceof PartySession) return endpoint
  throw new TypeError('an endpoint of another media port')
}
