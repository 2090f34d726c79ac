/**
 * What is spoken with a browser: G.711 as with a telephone, and before it Opus (RFC 7587), which is the browser's alone: behind our
 * side of its audio there is G.711 only (docs/decisions/0015).
 */

import type { OpusTypes } from '../browser/browser-parameters.ts'
import type { AudioDescription, Codec } from './negotiated.ts'

/** What a browser and a telephone both speak. */
export interface PlainFormats {
  /** In the order of the description. */
  readonly laws: readonly Codec[]
  /** Payload type of telephone-event at 8000 Hz. */
  readonly telephoneEvent: number | undefined
}

/** What is spoken with a browser, as one description numbers it. */
export interface BrowserFormats extends PlainFormats {
  readonly opus: OpusNumbers | undefined
}

export interface OpusNumbers {
  readonly audio: number
  /** Of telephone-event by the clock of Opus: a stream has one clock (RFC 4733 §2.1). */
  readonly events?: number | undefined
}

/** Bits per second. With less narrowband has no room for in-band FEC, and Chromium takes 12,000 unless it is told. */
export const opusBitrate = 24_000
/** As much as a telephone has, both ways (RFC 7587 §6.1). */
const parameters = `maxplaybackrate=8000;sprop-maxcapturerate=8000;maxaveragebitrate=${opusBitrate};useinbandfec=1`
const laws = new Set(['PCMA', 'PCMU'])
const opusEvents = /^(\d{1,3}) +telephone-event\/48000\b/i
/** As Chromium numbers them. */
const usual = { audio: 111, events: 110 }

export function plainFormatsOf({ codecs, telephoneEvent }: AudioDescription): PlainFormats {
  return {
    laws: codecs.filter(({ name, clockRate }) => laws.has(name) && clockRate === 8000),
    telephoneEvent,
  }
}

/** @param maps values of `a=rtpmap` */
export function browserFormatsOf(audio: AudioDescription, maps: readonly string[]): BrowserFormats {
  const opus = audio.codecs.find(({ name, clockRate }) => name === 'OPUS' && clockRate === 48_000)
  const [events] = maps.flatMap((map) => opusEvents.exec(map)?.[1] ?? [])
  return {
    ...plainFormatsOf(audio),
    opus: opus && { audio: opus.payloadType, events: events === undefined ? undefined : Number(events) },
  }
}

/**
 * What a browser's description says to telephones. With Opus every law that it was shown is as good as another: none is sent.
 * @param shown what it answers
 */
export function asTelephone(theirs: BrowserFormats, shown: PlainFormats | undefined): PlainFormats {
  const { opus, telephoneEvent } = theirs
  if (opus === undefined) return theirs
  const byOpus = opus.events === undefined || shown === undefined ? opus.events : shown.telephoneEvent
  return { laws: shown?.laws ?? theirs.laws, telephoneEvent: telephoneEvent ?? byOpus }
}

/** How Opus travels: to the browser by its numbers, from it by ours, which are its own where it offered. */
export function opusTypes(
  { opus: theirs }: BrowserFormats,
  { opus: ours }: BrowserFormats,
): OpusTypes | undefined {
  if (!theirs || !ours) return undefined
  const both = theirs.events !== undefined && ours.events !== undefined
  return {
    audio: { send: theirs.audio, receive: ours.audio },
    events: both ? { send: theirs.events, receive: ours.events } : undefined,
  }
}

/** The numbers of Opus in our descriptions. */
export function ownNumbers(opus: OpusTypes | undefined): OpusNumbers | undefined {
  return opus && { audio: opus.audio.receive, events: opus.events?.receive }
}

/** The same for an offer: those that it has already, where they are free (RFC 3264 §8.3.2). */
export function opusBeside(formats: PlainFormats, known: OpusNumbers | undefined): OpusNumbers {
  const taken = new Set([...formats.laws.map(({ payloadType }) => payloadType), formats.telephoneEvent])
  const take = (wanted: number): number => {
    let type = wanted
    for (let other = 96; taken.has(type); other += 1) type = other
    taken.add(type)
    return type
  }
  return { audio: take(known?.audio ?? usual.audio), events: take(known?.events ?? usual.events) }
}

/** The formats of an m= line and their attributes: Opus first, as what we would rather speak. */
export function writeFormats({ laws, telephoneEvent }: PlainFormats, opus?: OpusNumbers) {
  const types: number[] = []
  let maps = ''
  const add = (type: number, map: string, fmtp?: string) => {
    types.push(type)
    maps += `a=rtpmap:${type} ${map}\r\n`
    if (fmtp !== undefined) maps += `a=fmtp:${type} ${fmtp}\r\n`
  }
  if (opus) add(opus.audio, 'opus/48000/2', parameters)
  for (const { name, payloadType } of laws) add(payloadType, `${name}/8000`)
  // Digits either way or not at all.
  const events = telephoneEvent === undefined ? undefined : opus?.events
  if (events !== undefined) add(events, 'telephone-event/48000', '0-15')
  if (telephoneEvent !== undefined && telephoneEvent !== events)
    add(telephoneEvent, 'telephone-event/8000', '0-15')
  return { types: types.join(' '), maps }
}
