/** What every live call works with. Made once by the engine; no call owns any of it. */
import type { Clock, Referral, UserAgent } from '@mainline/sip'
import type { CallEvents } from './call-events.ts'
import type { DialogLamps } from './dialog-lamps/dialog-lamps.ts'
import type { Directory } from './directory.ts'
import type { EdgeProxies } from './edge-proxies.ts'
import type { CallJournal } from './journal/call-journal.ts'
import type { LiveCall } from './live-call.ts'
import type { MediaPort } from './media-port.ts'
import type { MessageLadders } from './message-ladders.ts'
import type { OutsideCalls } from './outside-calls.ts'
import type { OutsideLimits } from './outside-limits.ts'
import type { OutsideNews } from './outside-news.ts'
import type { CardLinks, EngineLog, MessageStore, PortalStore } from './ports.ts'
import type { Receptions } from './reception/receptions.ts'
import type { KeptCalls } from './takeover/kept-calls.ts'
import type { Party } from './transfer/party.ts'
import type { TrunkDirectory } from './trunk-directory.ts'
import type { TrunkNews } from './trunk-news.ts'
import type { TrunkTroubles } from './trunk-troubles.ts'

export interface EngineParts {
  readonly clock: Clock
  readonly userAgent: UserAgent
  readonly media: MediaPort
  readonly trunks: TrunkDirectory
  readonly trunkTroubles: TrunkTroubles
  readonly trunkNews: TrunkNews
  readonly messages: MessageStore
  readonly portal: PortalStore
  readonly journal: CallJournal
  readonly events: CallEvents
  readonly ladders: MessageLadders
  readonly receptions: Receptions
  readonly directory: Directory
  readonly dialogLamps: DialogLamps
  readonly outside: OutsideCalls
  readonly outsideNews: OutsideNews
  readonly outsideLimits: OutsideLimits
  /** What calls out go through; undefined: nothing. */
  readonly edges: EdgeProxies | undefined
  readonly cards: CardLinks | undefined
  /** undefined: no call outlives this engine. */
  readonly kept: KeptCalls | undefined
  /** Resolves when it is known whether another engine has the call, for this one stood still; undefined: there is no doubt. */
  doubted(callId: string): Promise<void> | undefined
  /** Gets the device's call of a dialog that another engine runs; resolves whether it is live here by now. */
  fetchCall(sipCallId: string, deviceId: string): Promise<boolean>
  readonly log: EngineLog
  /** The host of SIP URIs we write: name or address, with the port when it is not 5060. */
  readonly host: string
  liveCalls(): Iterable<LiveCall>
  /** A phone wants its call, or the two that it talks to, passed on (RFC 3515). */
  heedRefer(party: Party, referral: Referral): void
  /** Work that outlives its call: the engine waits for it before it stops. */
  track(work: Promise<unknown>): void
  /** The call is over and holds nothing. */
  forget(call: LiveCall): void
}
