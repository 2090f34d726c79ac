/** The engine that takes over the calls of an office whose engine is no more. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Engine, silentLog } from '@mainline/engine'
import type { VirtualNetwork } from '@mainline/sip/testing'
import { beatEngine, type Database } from '@mainline/storage'
import { sql } from 'kysely'
import type { OfficeClock } from './office-clock.ts'
import { openOfficeEngine } from './office-engine.ts'
import { SERVER } from './office-phone.ts'
import { ScriptedMedia } from './scripted-media.ts'

const HEIR_ID = '01890000-0000-7000-8000-00000000e002'
/** Where it is, unless it is in the place of the first. */
export const HEIR = { address: '192.0.2.3', port: 5060 }

export interface Heir {
  readonly engine: Engine
  readonly media: ScriptedMedia
}

/** @param closing closes it with the office */
export async function openHeir(
  office: {
    readonly database: Database
    readonly clock: OfficeClock
    readonly network: VirtualNetwork
    readonly folder?: string | undefined
  },
  closing: AsyncDisposableStack,
  { inItsPlace, audioToo }: { readonly inItsPlace: boolean; readonly audioToo: boolean },
): Promise<Heir> {
  const { database, clock, network } = office
  const media = new ScriptedMedia(clock, 500)
  media.outlives = true
  media.forgets = audioToo
  const own = await mkdtemp(join(tmpdir(), 'mainline-heir-'))
  closing.defer(() => rm(own, { recursive: true, force: true }))
  const folder = office.folder ?? own
  await liveOn(database, HEIR_ID)
  const reach = { state: 'there' as const }
  const from = { database, reach, clock, network, media, folder, log: silentLog, followed: false }
  const engine = await openOfficeEngine({ ...from, ...(inItsPlace ? SERVER : HEIR), engineId: HEIR_ID })
  closing.defer(() => engine[Symbol.asyncDispose]())
  return { engine, media }
}

/** The engine lives, by the true time of the database, whatever time it is here. */
export async function liveOn({ kysely }: Database, engineId: string): Promise<void> {
  await beatEngine(kysely, engineId, engineId)
  await sql`update engines set heartbeat_at = heartbeat_at + 3600000 where id = ${engineId}`.execute(kysely)
}
