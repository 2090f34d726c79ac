/**
 * The descriptions of one browser's leg, both directions, and what its endpoint must know of them: whoever holds it deals in
 * plain descriptions only.
 */
import { randomBytes } from 'node:crypto'
import { isRefusal, type MediaRefusal } from '../errors.ts'
import type { MediaEndpoint } from '../media-endpoint.ts'
import { readBrowserDescription, writeBrowserDescription } from '../sdp/browser-description.ts'
import type { BrowserParameters, IceCredentials, OurParameters } from './browser-parameters.ts'

export class BrowserFacing {
  readonly #endpoint: MediaEndpoint
  readonly #fingerprint: string
  #ours: OurParameters = { ...newCredentials(), ssrc: randomBytes(4).readUInt32BE() }
  #theirs: BrowserParameters | undefined
  #mid = '0'
  /** What it was offered last. */
  #shown: string | undefined

  /** @param fingerprint of our certificate */
  constructor(endpoint: MediaEndpoint, fingerprint: string) {
    this.#endpoint = endpoint
    this.#fingerprint = fingerprint
    // Checks may be here before the answer that announces them.
    endpoint.faceBrowser(this.#ours)
  }

  /** What the browser said, as plain text; from now on its endpoint expects that browser. */
  #read(text: string, shown?: string): string | MediaRefusal {
    const description = readBrowserDescription(text, shown)
    if (isRefusal(description)) return description
    const { parameters, mid, plain } = description
    // Other credentials are an ICE restart, and want other ones of ours (RFC 8839 §4.4.1.1.1).
    if (this.#theirs !== undefined && this.#theirs.ufrag !== parameters.ufrag)
      this.#ours = { ...this.#ours, ...newCredentials() }
    this.#theirs = parameters
    this.#mid = mid
    this.#endpoint.faceBrowser(this.#ours, parameters)
    return plain
  }

  /** Answers are like offers: each says all that there is to know (RFC 8829 §5.3.1). */
  readonly readOffer = (text: string): string | MediaRefusal => this.#read(text)
  readonly readAnswer = (text: string): string | MediaRefusal => this.#read(text, this.#shown)

  /** What we say, as the browser wants it. */
  write(plain: string, role: 'offer' | 'answer'): string | MediaRefusal {
    const { address, port } = this.#endpoint
    const common = { fingerprint: this.#fingerprint, mid: this.#mid, role, address, port }
    const opus = this.#theirs?.opus
    const text = writeBrowserDescription(plain, { ...this.#ours, ...common, opus })
    if (role === 'offer' && typeof text === 'string') this.#shown = text
    return text
  }
}

/** RFC 8839 §5.4: 24 bits at least of the one, 128 of the other. */
function newCredentials(): IceCredentials {
  return { ufrag: letters(6), pwd: letters(24) }
}

/** Letters, digits, + and /: all that ICE allows. */
const letters = (bytes: number): string => randomBytes(bytes).toString('base64').replaceAll('=', '')
