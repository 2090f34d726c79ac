/** An engine of the office: the real one, on the scripted network. */
import { join } from 'node:path'
import { Engine, type EngineLog } from '@mainline/engine'
import { type VirtualNetwork, VirtualResolver, type Zone } from '@mainline/sip/testing'
import type { Database } from '@mainline/storage'
import { testSecrets } from '@mainline/storage/testing'
import { AudioStore } from '../../apps/server/src/audio/audio-store.ts'
import { cardLinks } from '../../apps/server/src/card-links.ts'
import { enginePorts } from '../../apps/server/src/engine-ports.ts'
import type { Speech } from '../../apps/server/src/speech/speech.ts'
import { SentencesByName } from '../../apps/server/src/voicemail/sentences-by-name.ts'
import { type DatabaseState, throughDatabase } from './database-away.ts'
import type { OfficeClock } from './office-clock.ts'
import type { ScriptedMedia } from './scripted-media.ts'

/** Of the console. */
export const PUBLIC_URL = 'https://phones.example'

export interface OfficeEngineOptions {
  readonly engineId: string
  readonly address: string
  readonly port: number
  readonly database: Database
  /** How the database is reached. */
  readonly reach: { readonly state: DatabaseState }
  /** Audio and journal go there. */
  readonly folder: string
  readonly clock: OfficeClock
  readonly network: VirtualNetwork
  readonly media: ScriptedMedia
  readonly log: EngineLog
  readonly followed: boolean
  readonly speech?: Speech | undefined
  readonly utilization?: (() => number) | undefined
  /** What DNS says; without it there are addresses only. */
  readonly zone?: Zone | undefined
}

export function openOfficeEngine(options: OfficeEngineOptions): Promise<Engine> {
  const { engineId, address, port, database, reach, folder, clock, network, media, log, followed } = options
  const audio = new AudioStore({ db: database.kysely, secrets: testSecrets, folder })
  const { speech, utilization } = options
  const byName = speech && new SentencesByName({ audio, speech, log, clock })
  const ports = enginePorts(
    database,
    { engineId, recorder: engineId },
    audio,
    testSecrets,
    () => followed,
    byName && { find: (greeting) => clock.during(byName.find(greeting)) },
  )
  const reached = throughDatabase(ports, clock, () => reach.state)
  return Engine.open({
    ...reached,
    keptCalls: media.outlives ? reached.keptCalls : undefined,
    network: network.host(address),
    ...(options.zone && { resolver: new VirtualResolver(options.zone) }),
    clock,
    cards: cardLinks(testSecrets, PUBLIC_URL, () => clock.epoch()),
    listen: (['UDP', 'TCP'] as const).map((transport) => ({ transport, address, port })),
    host: address,
    journalFolder: join(folder, 'journal'),
    media,
    utilization,
    log,
  })
}
