/**
 * The media of scenarios: no socket, no sample, only what a caller would notice. Real audio runs on real time; here a
 * greeting lasts three seconds of the fake clock, and a recording is as long as the caller is said to speak.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type {
  MediaEndpoint,
  MediaKeepsake,
  MediaPort,
  MediaRefusal,
  MediaStatistics,
  Playable,
  RecordingResult,
} from '@mainline/engine'
import type { Clock, Timer } from '@mainline/sip'

/** How long anything that is played lasts, milliseconds. */
const PLAYED_MS = 3_000

interface Recording {
  readonly since: number
  readonly stopDigits: string
  readonly timer: Timer
  readonly onEnded: (result: RecordingResult) => void
}

export class ScriptedMedia implements MediaPort {
  readonly clock: Clock
  /** Seconds for which callers speak after the beep before they fall silent; 0: they say nothing at all. */
  callersSpeakFor = Number.POSITIVE_INFINITY
  /** Everything that was played, oldest first: names of prompts, `beep`, files, digits. */
  readonly played: string[] = []
  /** Files that cannot be played, whatever is in them. */
  filesAreBroken = false
  /** Prompts that the operator's own folder leaves out. */
  missingPrompts: ReadonlySet<string> = new Set()
  /** How many endpoints there are ports for. */
  capacity = Number.POSITIVE_INFINITY
  /** What callers offer has no codec of ours: it could be relayed, but we cannot speak ourselves. */
  speaksNoneOffered = false
  /** Audio between two people does not pass this process, and goes on without it. */
  outlives = false
  /** What was kept of audio is of no use any more. */
  forgets = false
  readonly #open = new Set<ScriptedEndpoint>()
  #made: number

  /** @param before so many endpoints have numbers that another engine's media has given away */
  constructor(clock: Clock, before = 0) {
    this.clock = clock
    this.#made = before
  }

  /** Endpoints that nobody has closed. */
  get inUse(): number {
    return this.#open.size
  }

  get isRecording(): boolean {
    return [...this.#open].some((endpoint) => endpoint.isRecording)
  }

  open(): MediaEndpoint | undefined {
    if (this.#open.size >= this.capacity) return undefined
    this.#made += 1
    const endpoint = new ScriptedEndpoint(this, this.#made)
    this.#open.add(endpoint)
    return endpoint
  }

  revive({ number, onHold }: MediaKeepsake): MediaEndpoint | undefined {
    if (this.forgets) return undefined
    const endpoint = new ScriptedEndpoint(this, Number(number), true)
    endpoint.onHold = onHold === true
    this.#open.add(endpoint)
    return endpoint
  }

  /** What the party hears whom we showed this description: a port of ours that faces who talks, or what is played. */
  heardBy(description: string | undefined): string | number | undefined {
    return this.#facing(description)?.hears
  }

  /** The digits that this party was told by audio, since whom it talks to told them by signalling. */
  digitsToldTo(description: string | undefined): string | undefined {
    return this.#facing(description)?.digitsTold
  }

  #facing(description: string | undefined): ScriptedEndpoint | undefined {
    const port = Number(/m=audio (\d+)/.exec(description ?? '')?.[1])
    return [...this.#open].find((endpoint) => endpoint.port === port)
  }

  /** A digit pressed by whoever is being played to or recorded. */
  press(digit: string): void {
    for (const endpoint of this.#open) endpoint.press(digit)
  }

  /** Nothing comes from anybody any more. */
  fallSilent(): void {
    for (const endpoint of this.#open) endpoint.fallSilent()
  }

  closed(endpoint: ScriptedEndpoint): void {
    this.#open.delete(endpoint)
  }
}

class ScriptedEndpoint implements MediaEndpoint {
  readonly #media: ScriptedMedia
  readonly #number: number
  readonly #description: string
  onHold = false
  /** The party has said where it is. */
  #isDescribed: boolean
  /** Digits that the party hears, which came by signalling from whom it talks to. */
  digitsTold = ''
  /** The party speaks what is relayed only. */
  speaksOurs = true
  /** Its ports are never lost. */
  get isFit(): boolean {
    return this.speaksOurs
  }

  #tellUnfit = () => {}
  #relayedWith: ScriptedEndpoint | undefined
  #playing: Timer | undefined
  #onPlayed = () => {}
  #plays = ''
  #partner: ScriptedEndpoint | undefined
  #overhears: ScriptedEndpoint | undefined
  #recording: Recording | undefined
  /** While the beep of a recording sounds. */
  #stopBeep: (() => void) | undefined
  #onDigit: (digit: string) => void = () => {}
  #onSilence: () => void = () => {}

  constructor(media: ScriptedMedia, number: number, isDescribed = false) {
    this.#media = media
    this.#isDescribed = isDescribed
    this.#number = number
    this.#description = sdp('203.0.113.1', 30_000 + 2 * number)
  }

  get isRecording(): boolean {
    return this.#recording !== undefined
  }

  /** The port shown in our descriptions. */
  get port(): number {
    return Number(/m=audio (\d+)/.exec(this.#description)?.[1])
  }

  /** Whom this party hears: another by its port, something played, or nobody; of whom it overhears, both. */
  get hears(): string | number | undefined {
    const party = this.#overhears
    if (party) return party.#partner && `${party.port} and ${party.#partner.port}`
    return this.#playing ? this.#plays : this.#partner?.port
  }

  keepsake(): MediaKeepsake | undefined {
    return this.#media.outlives && this.#isDescribed
      ? { number: this.#number, onHold: this.onHold }
      : undefined
  }

  letGo(): void {
    this.close()
  }

  comesFrom(): void {}
  onLost(): void {}

  onUnfit(tell: () => void): void {
    this.#tellUnfit = tell
  }

  takeOffer(offer: string): undefined {
    this.#isDescribed = true
    this.speaksOurs = speaksOurs(offer)
    this.onHold = holds(offer)
  }

  takeAnswer(answer: string): MediaRefusal | undefined {
    if (!answer.includes('m=audio')) return { refusal: 'no audio in it' }
    this.#isDescribed = true
    this.speaksOurs = speaksOurs(answer)
    this.onHold = holds(answer)
    if (this.#relayedWith) this.#relayedWith.speaksOurs = this.speaksOurs
    return undefined
  }

  takeAgain(answer: string): undefined {
    this.onHold = holds(answer)
  }

  connect(other: MediaEndpoint): void {
    this.disconnect()
    other.disconnect()
    const party = other as ScriptedEndpoint
    this.#partner = party
    party.#partner = this
    if (this.speaksOurs === party.speaksOurs) return
    this.#needOurs()
    party.#needOurs()
  }

  #needOurs(): void {
    if (!this.speaksOurs) this.#tellUnfit()
  }

  overhear(party: MediaEndpoint): void {
    this.#overhears = party as ScriptedEndpoint
  }

  disconnect(): void {
    if (this.#partner) this.#partner.#partner = undefined
    this.#partner = undefined
  }

  answer(): string | MediaRefusal {
    return this.#media.speaksNoneOffered
      ? { refusal: 'no codec in common', misfit: { codecs: ['G729', 'AMR'] } }
      : this.#description
  }

  offer(): string {
    this.#relayedWith = undefined
    return this.#description
  }

  offerAgain(): string {
    return this.offer()
  }

  offerFrom(from: MediaEndpoint): string {
    this.#relayedWith = from as ScriptedEndpoint
    return this.#description
  }

  answerFrom(): string {
    return this.#description
  }

  renegotiate(offer: string): string {
    this.onHold = holds(offer)
    return this.#description
  }

  play(what: readonly Playable[], onEnded: (failed: boolean) => void): void {
    this.stopPlaying()
    this.#needOurs()
    this.#plays = what.map(nameOf).join(', ')
    this.#media.played.push(...what.map(nameOf))
    const { filesAreBroken, missingPrompts } = this.#media
    const failed = what.some(
      (one) => ('file' in one && filesAreBroken) || ('prompt' in one && missingPrompts.has(one.prompt)),
    )
    this.#onPlayed = () => onEnded(failed)
    this.#playing = this.#media.clock.after(failed ? 0 : PLAYED_MS, this.#onPlayed)
  }

  skip(milliseconds: number): void {
    this.#media.played.push(`skip ${milliseconds}`)
  }

  pause(): void {
    this.#media.played.push('pause')
    if (this.#playing) this.#media.clock.cancel(this.#playing)
  }

  resume(): void {
    this.#media.played.push('resume')
    this.#playing = this.#media.clock.after(PLAYED_MS, this.#onPlayed)
  }

  stopPlaying(): void {
    if (this.#playing) this.#media.clock.cancel(this.#playing)
    this.#playing = undefined
    const stopBeep = this.#stopBeep
    this.#stopBeep = undefined
    stopBeep?.()
  }

  record(
    options: { file: string; maxSeconds: number; silenceSeconds: number; stopDigits: string },
    onEnded: (result: RecordingResult) => void,
  ): void {
    const { clock, callersSpeakFor } = this.#media
    const silentAt = callersSpeakFor + options.silenceSeconds
    const seconds = Math.min(silentAt, options.maxSeconds)
    const reason = silentAt < options.maxSeconds ? 'silence' : 'limit'
    this.play([{ tone: 'beep' }], () => {
      this.#stopBeep = undefined
      // Whoever keeps a recording gives the file its name.
      mkdirSync(dirname(options.file), { recursive: true })
      writeFileSync(options.file, '')
      const timer = clock.after(seconds * 1_000, () => this.#endRecording(reason))
      this.#recording = { since: clock.now(), stopDigits: options.stopDigits, timer, onEnded }
    })
    this.#stopBeep = () => onEnded({ reason: 'stopped', seconds: 0, speechSeconds: 0 })
  }

  stopRecording(): void {
    if (this.#stopBeep) this.stopPlaying()
    else this.#endRecording('stopped')
  }

  onDigit(heard: (digit: string) => void): void {
    this.#onDigit = heard
  }

  onSilence(tell: () => void): void {
    this.#onSilence = tell
  }

  fallSilent(): void {
    this.#onSilence()
  }

  hearDigit(digit: string): void {
    this.press(digit)
    if (this.#partner) this.#partner.digitsTold += digit
  }

  press(digit: string): void {
    if (this.#recording?.stopDigits.includes(digit)) this.#endRecording('digit')
    else this.#onDigit(digit)
  }

  close(onStatistics?: (statistics: MediaStatistics) => void): void {
    this.stopPlaying()
    this.stopRecording()
    this.#media.closed(this)
    onStatistics?.({ codec: 'PCMA', received: 0, sent: 0, lost: 0, jitterMs: 0 })
  }

  #endRecording(reason: RecordingResult['reason']): void {
    const recording = this.#recording
    if (!recording) return
    const { clock, callersSpeakFor } = this.#media
    this.#recording = undefined
    clock.cancel(recording.timer)
    const seconds = (clock.now() - recording.since) / 1_000
    recording.onEnded({ reason, seconds, speechSeconds: Math.min(seconds, callersSpeakFor) })
  }
}

/** Whether what is preferred there is G.711: all else that a description says is not read here. */
const speaksOurs = (description: string): boolean => !/^m=audio \d+ \S+ (?!0\b|8\b)/m.test(description)

const holds = (description: string): boolean => /^a=(sendonly|inactive)/m.test(description)

/** A description that looks like one. */
export function sdp(address: string, port: number, formats = '8 101'): string {
  return [
    'v=0',
    `o=- 1 1 IN IP4 ${address}`,
    's=-',
    `c=IN IP4 ${address}`,
    't=0 0',
    `m=audio ${port} RTP/AVP ${formats}`,
    'a=rtpmap:101 telephone-event/8000',
    '',
  ].join('\r\n')
}

function nameOf(what: Playable): string {
  if ('prompt' in what) return what.prompt
  if ('digits' in what) return what.digits
  return 'file' in what ? what.file : what.tone
}
