/**
 * The engine thread: SIP, calls and the media plane's handle, with database connections of its own. It hears of changed
 * settings from the database, as it would on another host (docs/decisions/0004).
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { Engine, type LiveCall, mediaPort, salvageMessages } from '@mainline/engine'
import { MediaPlane, salvageRecording } from '@mainline/media'
import { nodeNetwork, nodeResolver, systemClock } from '@mainline/sip'
import {
  confirmPending,
  connectDatabase,
  type Database,
  findNumber,
  parsePlanChange,
  planChannel,
} from '@mainline/storage'
import type {
  EngineReport,
  EngineThreadConfig,
  FromEngine,
  LiveCallView,
  ToEngine,
} from './engine-messages.ts'
import { enginePorts } from './engine-ports.ts'
import { type Log, openLog } from './log.ts'

const config: EngineThreadConfig = workerData
const log = openLog(config.logLevel, 'engine')
const say = (message: FromEngine) => parentPort?.postMessage(message)

await run()

async function run(): Promise<void> {
  const database = await connectDatabase(config.database, { connections: 4 })
  const recordings = join(config.dataFolder, 'recordings')
  await mkdir(recordings, { recursive: true })
  const ports = enginePorts(database, config.engineId, recordings)
  const salvaged = await salvageMessages(ports.messages, salvageRecording, log)
  if (salvaged > 0) log.warn({ salvaged }, 'messages that were cut short have been kept')
  const plane = await MediaPlane.open({
    address: config.sip.bind,
    advertise: config.sip.advertise,
    ports: config.rtp,
  })
  const { bind, advertise, port } = config.sip
  const engine = await Engine.open({
    ...ports,
    network: nodeNetwork(),
    clock: systemClock(),
    resolver: nodeResolver(),
    listen: [
      { transport: 'UDP', address: bind, port, sentBy: `${advertise}:${port}` },
      { transport: 'TCP', address: bind, port, sentBy: `${advertise}:${port}` },
    ],
    host: port === 5060 ? advertise : `${advertise}:${port}`,
    journalFolder: join(config.dataFolder, 'journal'),
    media: mediaPort(plane),
    log,
  })
  await followChanges(database, engine, log)
  serve(engine, plane, database)
  say({ said: 'ready', listening: engine.listening })
}

/** A setting holds for the next call (M5): what changed is forgotten here the moment it is announced. */
async function followChanges(database: Database, engine: Engine, log: Log): Promise<void> {
  await database.listen(
    planChannel,
    (payload) => {
      const change = parsePlanChange(payload)
      engine.planChanged(change)
      if (change.kind === 'number') {
        confirmRoute(database, change.id).catch((error: unknown) =>
          log.error({ error, numberId: change.id }, 'a pending number could not be confirmed'),
        )
      }
    },
    () => engine.plansUncertain(),
  )
}

/** N5: this engine routes the number by what was just saved, so it leaves PENDING. */
async function confirmRoute(database: Database, numberId: string): Promise<void> {
  const number = await findNumber(database.kysely, numberId)
  if (number?.state === 'PENDING') await confirmPending(database.kysely, numberId)
}

function serve(engine: Engine, plane: MediaPlane, database: Database): void {
  const answer = (id: number, value: unknown) => say({ said: 'answer', id, value })
  parentPort?.on('message', async (message: ToEngine) => {
    switch (message.do) {
      case 'report': {
        const report: EngineReport = { ...engine.counters(), media: plane.counts(), ports: plane.ports() }
        return answer(message.id, report)
      }
      case 'live-calls':
        return answer(message.id, engine.liveCalls().map(viewOf))
      case 'drain':
        await engine.drain(message.deadlineMs)
        await engine[Symbol.asyncDispose]()
        await plane.close()
        await database.close()
        return answer(message.id, undefined)
    }
  })
}

function viewOf(call: LiveCall): LiveCallView {
  const { state, origin } = call
  return {
    callId: origin.id,
    state: state.state,
    calledNumber: state.plan.number.e164,
    callerNumber: origin.identity.number,
    numberId: origin.number?.plan.numberId,
    siteId: origin.number?.plan.siteId,
    organizationId: origin.number?.plan.organizationId,
    startedAt: state.arrivedAt,
    answeredAt: state.answeredAt,
  }
}
