/**
 * What the engine needs of the world and does not do itself, its media apart (`media-port.ts`). Storage and the server fit
 * these interfaces; tests fit them with maps.
 */
import type {
  CallsOut,
  HeardState,
  Leg,
  NumberPlan,
  OpenedMailbox,
  OutgoingPlan,
  PathEntry,
  PortalMessage,
  Reason,
  RecordedKind,
  RefusalCode,
  Result,
} from '@mainline/pbx'
import type { Flow } from '@mainline/sip'
import type { StoredAudio } from './media-port.ts'

/** `required`: no call with this party whose audio is not secured. */
export type Srtp = 'off' | 'required'

/** A device as the engine knows it: who it is and how it proves it. */
export interface Device {
  readonly id: string
  /** Empty: a seat's, which has no number. */
  readonly numberId: string
  /** E.164 of its number. */
  readonly e164: string
  /** Of its number. `seat`: a page at a reception, which only the reception rings (C7). */
  readonly kind: NumberPlan['kind'] | 'seat'
  readonly state: NumberPlan['state']
  readonly extension?: string | undefined
  readonly name: string
  readonly username: string
  readonly realm: string
  /** It is the page of somebody who is signed in: it lives on a WebSocket, and nowhere else. */
  readonly browser?: boolean | undefined
  /** Whether its audio is secured with keys of the descriptions (RFC 4568). */
  readonly srtp: Srtp
  readonly ha1Md5: string
  readonly ha1Sha256: string
  readonly operatorId: string
  readonly siteId: string
  readonly organizationId: string
}

/** A device that rings for a number. Where it is reached, its location says. */
export interface LiveDevice {
  readonly id: string
  readonly numberId: string
}

/** A device as a plan source reads it: with the bindings it had then. */
export interface LoadedDevice extends LiveDevice {
  readonly username: string
  readonly srtp: Srtp
  readonly registrations: readonly StoredBinding[]
}

/** A number's plan with what an engine needs besides: the tenant and the devices behind it. */
export interface LivePlan {
  readonly plan: NumberPlan
  readonly operatorId: string
  /** SIP domain of the site. */
  readonly domain: string
  /** Of an ordinary number its own devices; of a main number those of all its number members. */
  readonly devices: readonly LiveDevice[]
}

/** A plan as it is read, before its devices are located. */
export interface LoadedPlan extends LivePlan {
  readonly devices: readonly LoadedDevice[]
}

export interface PlanSource {
  /**
   * Loads the number and, in the same query, others that calls are likely to reach next; all of them may be kept.
   * A number that does not exist is simply not among them.
   */
  load(e164: string): Promise<readonly LoadedPlan[]>
  /** E.164 of the number behind an extension of the organization, or of whoever, at the site (C15). */
  findExtension(
    siteId: string,
    organizationId: string | undefined,
    extension: string,
  ): Promise<string | undefined>
  /** The voice portal behind an extension of the site (C10). */
  findPortal(siteId: string, extension: string): Promise<LivePlan | undefined>
  /** What phones of the site may call outside, and as whom (C15). */
  findOutside(siteId: string, organizationId: string): Promise<OutsideAccess | undefined>
}

/** A site as its phones call out from it. */
export interface OutsideAccess {
  readonly rules: CallsOut
  /** Tried first for emergency calls: its carrier knows the address of the site. null: as for all others. */
  readonly emergencyTrunkId: string | null
  readonly siteName: string
  readonly zone: string
  readonly language: string
  readonly domain: string
  readonly organizationName: string
  /** The organization's main number there, when it is in service. */
  readonly mainE164: string | undefined
}

/** A phone of the site calls for help (C15). */
export interface EmergencyCall {
  readonly callId: string
  readonly dialled: string
  /** What the trunks are sent. */
  readonly number: string
  readonly device: Device
  readonly siteName: string
  /** Of the site. */
  readonly zone: string
  /** Of the site, BCP 47. */
  readonly language: string
  /** When it began, epoch ms. */
  readonly at: number
}

/** Told at once, while the call goes on: people of the site have to hear of it (C15). */
export interface OutsideCallSink {
  emergency(call: EmergencyCall): Promise<void>
  /** Nobody has answered the emergency call, and nobody will. */
  unreached(call: EmergencyCall & { readonly reason: Reason }): Promise<void>
  /** An organization was refused a call for the limits of its site. */
  limitReached(call: {
    readonly place: {
      readonly operatorId: string
      readonly siteId: string
      readonly organizationId: string
      readonly numberId: string
    }
    /** The phone that calls; undefined: a caller was to be led outside by the number. */
    readonly device: { readonly id: string; readonly name: string } | undefined
    /** Of the number that is called from, or that leads outside. */
    readonly label: string
    readonly e164: string
    readonly siteName: string
    readonly at: number
  }): Promise<void>
}

/** One binding of a device (RFC 3261 §10.3). */
export interface StoredBinding {
  readonly deviceId: string
  readonly contact: string
  readonly callId: string
  readonly cseq: number
  readonly q: number
  readonly path: readonly string[]
  readonly flow: Flow
  readonly userAgent: string | null
  /** The Contact's other header parameters, as they stood. */
  readonly params: string
  /** `+sip.instance` and `reg-id` (RFC 5626 §4.2). */
  readonly instance: string | null
  readonly regId: number | null
  readonly expiresAt: number
}

export interface RegistrationStore {
  /** The bindings of a device, expired ones included. */
  of(deviceId: string): Promise<readonly StoredBinding[]>
  /** What phones have registered by datagrams at this engine, or at one that stood here before it. */
  held(): Promise<readonly StoredBinding[]>
  /** Replaces the bindings of a device. Resolves when they are durable. */
  replace(deviceId: string, bindings: readonly StoredBinding[]): Promise<void>
}

/** How many messages wait, and what the account is called by (RFC 3842). */
export interface LampCount {
  /** E.164 and SIP domain of the number. */
  readonly e164: string
  readonly domain: string
  /** Not listened to yet. */
  readonly new: number
  readonly saved: number
}

export interface DeviceLamp extends LampCount {
  readonly username: string
  /** There was a message, or the phone carries the lamp of a main number: it may have to hear that there is none. */
  readonly used: boolean
}

/** What message-waiting lamps say, and to whom this engine says it. */
export interface LampSource {
  /** What a phone shows: messages for its own number, and for the main numbers whose lamp it carries. */
  ofDevice(deviceId: string): Promise<DeviceLamp | undefined>
  ofNumber(numberId: string): Promise<LampCount | undefined>
  /** Devices that show messages of the number. */
  litBy(numberId: string): Promise<readonly string[]>
  /** Registered devices whose lamp is this engine's to tell. */
  registered(): Promise<readonly string[]>
  /** Bindings of a device over which this engine may speak to it unasked. */
  bindings(deviceId: string): Promise<readonly StoredBinding[]>
  /** The number that a device may watch under a name, E.164 or extension; undefined: none. */
  watchable(device: Device, name: string): Promise<string | undefined>
}

export interface DeviceSource {
  findByUsername(username: string): Promise<Device | undefined>
  find(deviceId: string): Promise<Device | undefined>
  /** The devices that registered last, with whatever engine, at most `limit`. */
  registeredLast(limit: number): Promise<readonly Device[]>
}

export type CalledNumberSource = 'request-uri' | 'to' | 'p-called-party-id' | 'diversion'

/** A carrier's connection (C2). */
export interface Trunk {
  readonly id: string
  readonly operatorId: string | null
  readonly name: string
  readonly enabled: boolean
  /** IP addresses and CIDR blocks. */
  readonly sourceAddresses: readonly string[]
  /** Name that the TLS certificate of its calls is for. */
  readonly certificateName: string | null
  /** Whether its audio is secured with keys of the descriptions (RFC 4568). */
  readonly srtp: Srtp
  readonly digestUsername: string | null
  readonly digestRealm: string | null
  readonly ha1Md5: string | null
  readonly ha1Sha256: string | null
  readonly host: string | null
  readonly port: number | null
  readonly transport: 'UDP' | 'TCP' | 'TLS'
  readonly countryCallingCode: string
  readonly identityProfile: 'p-asserted-identity' | 'remote-party-id' | 'from'
  readonly calledNumberSources: readonly CalledNumberSource[]
}

export interface TrunkSource {
  loadAll(): Promise<readonly Trunk[]>
}

/** Something said with a company's name, in which language (BCP 47). */
export interface SentenceWithName {
  /** The greeting of a mailbox that has none of its own; or to somebody outside: a call for whom, and which keys take it. */
  readonly sentence: 'you-have-reached' | 'call-for'
  readonly organizationId: string
  /** Of the number: with it goes what was spoken for it. */
  readonly mailboxId: string
  readonly name: string
  readonly language: string
}

/** Voicemail: the row exists before the beep (C9). */
export interface MessageStore {
  /** Whether a message can be taken, so that nobody hears a greeting for nothing. */
  hasRoom(mailboxId: string): Promise<boolean>
  /** @returns the message's id and what to record into, or why no message can be taken */
  begin(message: {
    mailboxId: string
    callId: string
    callerNumber: string | null
    callerName: string | null
    startedAt: number
  }): Promise<(StoredAudio & { id: string }) | { unavailable: 'full' | 'storage-error' }>
  finish(id: string, end: { seconds: number; cutShort: boolean }): Promise<void>
  /** Where audio of an organization lies that is known by its reference: a greeting, a message. */
  locate(organizationId: string, reference: string): Promise<StoredAudio>
  /**
   * The sentence as audio, while somebody waits for it; undefined where it is not spoken in a few seconds. Absent: nothing speaks.
   */
  sentenceWithName?(sentence: SentenceWithName): Promise<StoredAudio | undefined>
  discard(id: string): Promise<void>
  /** Messages that earlier processes of this engine were recording when they died. */
  unfinished(): Promise<readonly UnfinishedMessage[]>
}

export interface UnfinishedMessage {
  readonly id: string
  /** @throws when its audio cannot be had, which is nothing to the others */
  locate(): Promise<StoredAudio>
}

/** The mailbox somebody asks the voice portal for: by id, or as typed on a keypad at a site. */
export type MailboxAsked = { readonly id: string } | { readonly siteId: string; readonly typed: string }

/** A greeting while it is being made: where its audio goes, and its reference. */
export interface NewGreeting extends StoredAudio {
  readonly reference: string
}

/** Mailboxes as they are heard by telephone (C10). */
export interface PortalStore {
  /** Judges a PIN (M12). What is refused says nothing about what was wrong: mailbox, PIN, or that it is locked. */
  tryPin(attempt: {
    mailbox: MailboxAsked
    pin: string
    /** Who tries, so that guessing gets slower. `many`: one of all who come this way with their number withheld. */
    caller: { readonly name: string; readonly many: boolean }
    /** Epoch ms. */
    at: number
  }): Promise<
    | { readonly outcome: 'refused' }
    | { readonly outcome: 'opened' | 'must-change'; readonly mailbox: OpenedMailbox }
  >
  /** @returns why the PIN is not taken, undefined when it was */
  setPin(mailboxId: string, pin: string): Promise<RefusalCode | undefined>
  messages(mailboxId: string): Promise<readonly PortalMessage[]>
  markMessage(id: string, state: HeardState): Promise<void>
  /** undefined: the message is gone. @param heardBy who calls, for the record of who heard it (N11) */
  audioOf(messageId: string, heardBy: string): Promise<StoredAudio | undefined>
  /** The greeting of this kind that is in use; undefined: the standard one. */
  greetingOf(mailboxId: string, kind: RecordedKind): Promise<StoredAudio | undefined>
  /** What a greeting can be recorded into. */
  newGreeting(mailboxId: string): Promise<NewGreeting>
  /** Keeps what was recorded and puts it to use. */
  keepGreeting(mailboxId: string, kind: RecordedKind, recorded: NewGreeting, seconds: number): Promise<void>
  dropGreeting(recorded: NewGreeting): Promise<void>
  /** @param own the last recording; false: the standard greeting. @returns false when there is no recording */
  chooseGreeting(mailboxId: string, kind: RecordedKind, own: boolean): Promise<boolean>
}

/** A finished call (C13), as it is stored. Times are epoch ms. */
export interface CallRecord {
  callId: string
  operatorId: string | null
  siteId: string | null
  organizationId: string | null
  numberId: string | null
  trunkId: string | null
  sipCallId: string
  callerNumber: string | null
  callerName: string | null
  calledNumber: string
  startedAt: number
  answeredAt: number | null
  endedAt: number
  result: Result
  reason: Reason
  answeredBy: string | null
  settingsVersion: number | null
  path: readonly PathEntry[]
  legs: readonly Leg[]
  /** Of the caller, and of who took the call. */
  codecs: readonly string[] | null
  mediaStats: unknown
  /** Its SIP messages, as `readLadder` reads them; null until it is stored, and for a call of a process that died. */
  ladder: string | null
  /** What the call has to do with a reception (C7); null: nothing. */
  reception: ReceptionRecord | null
  /** The ruling at arrival (C3); null for a number without hours. */
  outOfHours: boolean | null
  /** A call out (C15): where it went; null: a call to one of our numbers. */
  outgoing: OutgoingPlan['class'] | null
}

/** A call at a reception: what figures are made of. */
export interface ReceptionRecord {
  readonly siteId: string
  /** Until a seat answered, or the call went on or ended without. */
  readonly waitedMs: number
  readonly seatId: string | null
  readonly seatName: string | null
}

/** A live event of a call or of a reception, as it is stored. */
export interface CallLiveEvent {
  readonly operatorId: string | null
  readonly siteId: string | null
  readonly organizationId: string | null
  readonly numberId: string | null
  readonly kind: 'call.started' | 'call.ringing' | 'call.answered' | 'call.ended' | 'reception.changed'
  readonly data: object
  /** Epoch ms. */
  readonly at: number
}

/** Who is told what happens to calls while it happens. */
export interface CallEventSink {
  /** Whether somebody could see the events of this operator's calls. Asked several times a call: no waiting, no I/O. */
  wanted(operatorId: string): boolean
  /** Stores all, in order, or throws. */
  store(events: readonly CallLiveEvent[]): Promise<void>
}

export interface CallRecordSink {
  /** Stores all or throws; storing a record twice leaves one. */
  store(records: readonly CallRecord[]): Promise<void>
}

/** Addresses of pages that show whose call it is, told to whoever is rung for a reception (C7). */
export interface CardLinks {
  /** For a seat: the desk at this call. It lets in nobody who has not signed in. */
  atDesk(call: { readonly siteId: string; readonly callId: string }): string
  /** For an answering service, which has no account: lets in whoever has it, for a while. */
  forService(call: { readonly numberId: string; readonly open: boolean }): string
}

/** Structured log lines: pino fits. */
export interface EngineLog {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** A log that says nothing, for tests. */
export const silentLog: EngineLog = { debug() {}, info() {}, warn() {}, error() {} }

/** Whether anybody takes the calls of a reception, for those who look after it while no call is there. */
export interface AttendanceStore {
  note(siteId: string, attended: boolean): Promise<void>
}
