/** Every method of the contract with its handler, from what the composition of the process gives. */
import type { Clock } from '@mainline/sip'
import type { Database, SecretBox } from '@mainline/storage'
import type { AudioStore } from '../audio/audio-store.ts'
import type { EventFeed } from '../events/event-feed.ts'
import type { StreamLimits } from '../events/event-stream.ts'
import type { FewAtATime } from '../few-at-a-time.ts'
import type { Route } from '../http/handler.ts'
import type { EngineStatus, RouteAcknowledgement } from '../http/ports.ts'
import type { TurnConfig } from '../ice-servers.ts'
import type { SignInNeeds } from '../sign-in/sign-in-needs.ts'
import type { SignedLinks } from '../signed-link.ts'
import type { Speech } from '../speech/speech.ts'
import type { MessageLinks } from '../voicemail/message-link.ts'
import { alertsApi } from './alerts/alerts-api.ts'
import { auditApi } from './audit/audit-api.ts'
import { browserPhonesApi } from './browser-phones/browser-phones-api.ts'
import { callSettingsApi } from './call-settings/call-settings-api.ts'
import { callsApi } from './calls/calls-api.ts'
import { datedChangesApi } from './dated-changes/dated-changes-api.ts'
import { devicesApi } from './devices/devices-api.ts'
import { engineApi } from './engine/engine-api.ts'
import { eventsApi } from './events/events-api.ts'
import { greetingsApi } from './greetings/greetings-api.ts'
import { healthApi } from './health/health-api.ts'
import { hoursApi } from './hours/hours-api.ts'
import { huntMembersApi } from './hunt-members/hunt-members-api.ts'
import { importsApi } from './imports/imports-api.ts'
import { mainNumberApi } from './main-number/main-number-api.ts'
import { messagesApi } from './messages/messages-api.ts'
import { numbersApi } from './numbers/numbers-api.ts'
import { obeyedRoutes } from './obeyed-soon.ts'
import { organizationsApi } from './organizations/organizations-api.ts'
import { pinsApi } from './pins/pins-api.ts'
import { previewApi } from './preview/preview-api.ts'
import { receptionApi } from './reception/reception-api.ts'
import { receptionCardsApi } from './reception-cards/reception-cards-api.ts'
import { reportsApi } from './reports/reports-api.ts'
import { scheduleApi } from './schedule/schedule-api.ts'
import { signInApi } from './sign-in/sign-in-api.ts'
import { sitesApi } from './sites/sites-api.ts'
import { tokensApi } from './tokens/tokens-api.ts'
import { trunksApi } from './trunks/trunks-api.ts'
import { usersApi } from './users/users-api.ts'
import { voiceServicesApi } from './voice-services/voice-services-api.ts'
import { webhooksApi } from './webhooks/webhooks-api.ts'

/** What the API stands on. Each group is handed only its part. */
export interface RoutesNeeds {
  readonly database: Database
  readonly secrets: SecretBox
  /** Audio of messages and greetings. */
  readonly audio: AudioStore
  readonly speech: Speech
  /** Who work on files that come from outside, each on a thread of its own. */
  readonly workers: FewAtATime
  readonly links: MessageLinks
  readonly cardSignatures: SignedLinks
  readonly engine: EngineStatus
  readonly routing: RouteAcknowledgement
  readonly feed: EventFeed
  readonly clock: Clock
  /** Webhooks may have any address, also within the server's own network; not when left out. */
  readonly webhooksAnywhere?: boolean | undefined
  /** STUN and TURN for pages; nobody is told of any when left out. */
  readonly turn?: TurnConfig | undefined
  /** Of event streams; for tests. */
  readonly streamLimits?: Partial<StreamLimits> | undefined
  readonly signIn: SignInNeeds
  /** How long engines may take to confirm an activation, ms; 10 s when left out. */
  readonly confirmationMs?: number | undefined
}

/** All routes of the contract. */
export function routes({
  database,
  secrets,
  audio,
  speech,
  workers,
  links,
  cardSignatures,
  engine,
  routing,
  feed,
  clock,
  webhooksAnywhere = false,
  streamLimits,
  signIn,
  turn,
  confirmationMs = 10_000,
}: RoutesNeeds): Route[] {
  // What calls are routed by.
  const settings = [
    ...sitesApi(),
    ...devicesApi({ reception: engine.reception }),
    ...hoursApi(),
    ...huntMembersApi(),
    ...trunksApi(),
    ...callSettingsApi({ database }),
    ...datedChangesApi({ database }),
    ...receptionCardsApi({ database, cardSignatures }),
    ...pinsApi({ secrets }),
    ...mainNumberApi({ database, reception: engine.reception }),
    ...scheduleApi({ database, workers }),
  ]
  const activation = { pool: database.pool, secrets, routing, confirmationMs }
  return [
    ...obeyedRoutes(routing, settings),
    ...organizationsApi({ routing }),
    ...numbersApi(activation, database.kysely),
    ...voiceServicesApi(activation),
    ...browserPhonesApi({ signIn, routing, turn }),
    ...callsApi({ engine }),
    ...messagesApi({ audio, links, database }),
    ...greetingsApi({ audio, speech, workers }),
    ...previewApi({ database, reception: engine.reception }),
    ...healthApi({ database, engine }),
    ...alertsApi(database.kysely),
    ...webhooksApi({ secrets, anyAddress: webhooksAnywhere }),
    ...receptionApi({
      turn,
      reception: engine.reception,
      mail: signIn.mail,
      signIn,
      system: database.kysely,
    }),
    ...reportsApi({ system: database.kysely }),
    ...eventsApi({ database, feed, clock, streamLimits }),
    ...importsApi({ secrets }),
    ...tokensApi(),
    ...auditApi(),
    ...signInApi(signIn),
    ...usersApi(signIn),
    ...engineApi({ engine, db: database.kysely }),
  ]
}
