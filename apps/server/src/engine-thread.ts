/**
 * The engine thread: SIP, calls and the media plane's handle, with database connections of its own. It hears of changed
 * settings from the database, as it would on another host (docs/decisions/0004).
 */
import { hostname } from 'node:os'
import { join } from 'node:path'
import { getHeapStatistics } from 'node:v8'
import { parentPort, workerData } from 'node:worker_threads'
import type { LiveCall } from '@mainline/contract'
import {
  Engine,
  type LiveCall as EngineCall,
  mediaPort,
  type StoredAudio,
  salvageMessages,
  ThreadedLines,
} from '@mainline/engine'
import { hurryThisThread, MediaPlane, RelayedPlane, salvageRecording } from '@mainline/media'
import { type ListenAddress, NodeTls, nodeNetwork, nodeResolver, systemClock } from '@mainline/sip'
import {
  connectDatabase,
  type Database,
  lampChannel,
  movedChannel,
  openSecretBox,
  parseCallWanted,
  parsePhoneMoved,
  wantedChannel,
} from '@mainline/storage'
import { AudioStore } from './audio/audio-store.ts'
import { recorderOf } from './audio/recorder.ts'
import { cardLinks } from './card-links.ts'
import { makeSecretFolder } from './data-folder.ts'
import type {
  EngineThreadConfig,
  EngineThreadReport,
  FromEngine,
  ReceptionQuestion,
  ToEngine,
} from './engine-messages.ts'
import { enginePorts } from './engine-ports.ts'
import { EnginePresence } from './engine-presence.ts'
import { answerQuestion, inOrder } from './engine-questions.ts'
import { CarriedSockets } from './engine-sockets.ts'
import { FollowedOperators } from './events/followed-operators.ts'
import { inUri } from './host-in-uri.ts'
import { openLog } from './log.ts'
import { outliveRejections } from './outlive-rejections.ts'
import { RtpengineAlerts } from './rtpengine-alerts.ts'
import { openSpeech } from './speech/speech.ts'
import { SentencesByName } from './voicemail/sentences-by-name.ts'

const config: EngineThreadConfig = workerData
/** How long a call waits for the database before the carrier is told to try elsewhere, milliseconds. */
const DATABASE_PATIENCE_MS = 4_000

const log = openLog(config.logLevel, 'engine')
const tls = config.tls && new NodeTls(config.tls.identity)
const say = (message: FromEngine) => parentPort?.postMessage(message)

// Calls before pages and jobs.
hurryThisThread('signalling')
await run()

async function run(): Promise<void> {
  const database = await connectDatabase(config.database, {
    connections: 4,
    patienceMs: DATABASE_PATIENCE_MS,
  })
  const recordings = join(config.dataFolder, 'recordings')
  await makeSecretFolder(recordings)
  const followed = await FollowedOperators.open(database)
  const secrets = await openSecretBox(config.dataFolder)
  const audio = new AudioStore({ db: database.kysely, secrets, folder: recordings })
  const recordedBy = { engineId: config.engineId, recorder: await recorderOf(config.dataFolder) }
  const speech = openSpeech({ url: config.speechUrl })
  const byName = new SentencesByName({ audio, speech, log, clock: systemClock() })
  const follows = (operatorId: string) => followed.has(operatorId)
  const ports = enginePorts(database, recordedBy, audio, secrets, follows, byName)
  const salvage = ({ file, key }: StoredAudio) => salvageRecording(file, key)
  const salvaged = await salvageMessages(ports.messages, salvage, log)
  if (salvaged > 0) log.warn({ salvaged }, 'messages that were cut short have been kept')
  const plane = await MediaPlane.open({
    address: config.sip.bind,
    advertise: config.sip.advertise,
    ports: config.rtp,
    mostPairs: config.rtp.mostPairs,
    mostRtcp: config.rtp.mostRtcp,
    mostRecordings: config.rtp.mostRecordings,
    ...(config.prompts && { prompts: config.prompts }),
    log: (level, message, fields) => log[level](fields, message),
    // Without sound no call is worth going on: the thread dies of it, and the process is started afresh.
    onFailed: (error) => {
      setImmediate(() => {
        throw error
      })
    },
  })
  const relayed = config.rtpengines.length > 0 ? await openRelayed(plane) : undefined
  const { advertise, port } = config.sip
  const engine = await Engine.open({
    ...ports,
    cards: cardLinks(secrets, config.publicUrl, Date.now),
    network: nodeNetwork(tls),
    clock: systemClock(),
    resolver: nodeResolver(),
    listen: listenAddresses(config),
    host: port === 5060 ? inUri(advertise) : `${inUri(advertise)}:${port}`,
    ...(config.tls && { secureHost: secureHostOf(config.tls) }),
    realmSecret: secrets.derive('realms of names that nobody has'),
    edges: config.edges,
    connectionLimits: {
      connections: config.sipConnections,
      connectionsPerSource: config.strangerConnections,
    },
    journalFolder: join(config.dataFolder, 'journal'),
    journalLines: new ThreadedLines(log),
    media: mediaPort(relayed ?? plane),
    // Audio of the built-in plane is this process's: without rtpengine nothing of a call could go on.
    keptCalls: relayed && ports.keptCalls,
    utilization: utilizationOfThisThread(),
    log,
  })
  // A start that fails is told of as one.
  outliveRejections(log)
  const sipPort = engine.listening.find((each) => each.transport === 'UDP')?.port ?? port
  const name = `${hostname()}:${sipPort}`
  const presence = await EnginePresence.begin(database, engine.changes, {
    id: config.engineId,
    name,
    clock: systemClock(),
    log,
  })
  const alerts = await RtpengineAlerts.begin(database, {
    engine: name,
    rtpengines: () => relayed?.rtpengines() ?? [],
    clock: systemClock(),
    log,
  })
  await database.listen(movedChannel, (payload) => {
    const { deviceId, engineId } = parsePhoneMoved(payload)
    if (engineId !== config.engineId) engine.changes.phoneMoved(deviceId)
  })
  await database.listen(wantedChannel, (payload) => {
    const { callId, engineId } = parseCallWanted(payload)
    if (engineId !== config.engineId) engine.callWanted(callId, engineId)
  })
  await database.listen(
    lampChannel,
    (numberId) => engine.changes.lampChanged(numberId),
    () => engine.changes.lampsUncertain(),
  )
  engine.changes.lampsUncertain()
  serve(engine, { plane, relayed, alerts }, database, presence)
  say({ said: 'ready', listening: engine.listening })
}

function listenAddresses({ sip: { bind, advertise, port }, tls }: EngineThreadConfig): ListenAddress[] {
  const sentBy = `${inUri(advertise)}:${port}`
  const plain = (['UDP', 'TCP'] as const).map((transport) => ({ transport, address: bind, port, sentBy }))
  if (!tls) return plain
  return [
    ...plain,
    { transport: 'TLS', address: bind, port: tls.port, sentBy: `${inUri(tls.host)}:${tls.port}` },
  ]
}

function secureHostOf({ host, port }: { host: string; port: number }): string {
  return port === 5061 ? inUri(host) : `${inUri(host)}:${port}`
}

/** Media as this thread holds it. */
interface Media {
  readonly plane: MediaPlane
  /** Before it where there are rtpengines. */
  readonly relayed: RelayedPlane | undefined
  readonly alerts: RtpengineAlerts
}

function openRelayed(plane: MediaPlane): Promise<RelayedPlane> {
  const { bind } = config.sip
  return RelayedPlane.open(plane, {
    rtpengines: config.rtpengines,
    bound: bind === '0.0.0.0' || bind === '::' ? undefined : bind,
    log: (level, message, fields) => log[level](fields, message),
  })
}

function serve(engine: Engine, media: Media, database: Database, presence: EnginePresence): void {
  const answer = (id: number, find: () => unknown) => void answerQuestion(id, find, { say, log })
  const sockets = new CarriedSockets(say, (socket) => {
    media.plane.expectBrowsers()
    engine.acceptWebSocket(socket)
  })
  parentPort?.on('message', (message: ToEngine) => {
    switch (message.do) {
      case 'report':
        return answer(message.id, () => reportOf(engine, media))
      case 'live-calls':
        return answer(message.id, () => engine.liveCalls().map(viewOf))
      case 'reception':
        return answer(message.id, () => askReception(engine, message.question))
      case 'drain':
        return answer(message.id, () =>
          inOrder(
            {
              'ending calls': () => engine.drain(message.deadlineMs),
              'closing the engine': () => engine[Symbol.asyncDispose](),
              'taking leave': () => presence.end(),
              'forgetting alerts of rtpengine': () => media.alerts.end(),
              'taking leave of rtpengine': async () => media.relayed?.close(),
              'closing the media': () => media.plane.close(),
              'closing the database': () => database.close(),
            },
            log,
          ),
        )
      case 'renew-certificate':
        return tls?.renew(message.identity)
      default:
        return sockets.hear(message)
    }
  })
}

async function askReception(engine: Engine, { name, args }: ReceptionQuestion): Promise<unknown> {
  const { receptions } = engine
  switch (name) {
    case 'openSeat':
      return receptions.openSeat(...args)
    case 'beat':
      return receptions.beat(...args)
    case 'closeSeat':
      return receptions.closeSeat(...args)
    case 'endWrapUp':
      return receptions.endWrapUp(...args)
    case 'take':
      return receptions.take(...args)
    case 'order':
      return receptions.order(...args)
    case 'listenIn':
      return receptions.listenIn(...args)
    case 'view':
      return receptions.view(...args)
    case 'attending':
      return receptions.attending(...args)
    case 'busyDevices':
      return engine.busyDevices()
  }
}

function reportOf(engine: Engine, { plane, relayed }: Pick<Media, 'plane' | 'relayed'>): EngineThreadReport {
  const { transactions, calls, ...rest } = engine.counters()
  const { timers, ...kinds } = transactions
  return {
    ...rest,
    uptimeSeconds: Math.round(process.uptime()),
    memory: { rssBytes: residentBytes(), heapUsedBytes: getHeapStatistics().used_heap_size },
    liveCalls: calls,
    transactions: kinds,
    timers,
    mediaPorts: (relayed ?? plane).counts().endpoints,
    rtpengines: (relayed?.rtpengines() ?? []).map(({ name, isThere, inUse, ready }) => ({
      name,
      reachable: isThere,
      sessionsInUse: inUse,
      sessionsReady: ready,
    })),
  }
}

/** Since it was last asked. */
function utilizationOfThisThread(): () => number {
  let before = performance.eventLoopUtilization()
  return () => {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, before)
    before = now
    return utilization
  }
}

let lastResident = 0

/** Read from a file of the system: where none can be opened now, what was read before will do. */
function residentBytes(): number {
  try {
    lastResident = process.memoryUsage.rss()
  } catch {
    // Asked again with the next report.
  }
  return lastResident
}

function viewOf(call: EngineCall): LiveCall {
  const { state, origin } = call
  const { outgoing } = state.plan
  const talking = state.legs.find((leg) => leg.state === 'bridged')
  return {
    callId: origin.id,
    state: state.state,
    calledNumber: state.plan.number.e164,
    callerNumber: origin.identity.number ?? null,
    callerName: origin.identity.name ?? null,
    // A call out is one of the number that makes it.
    numberId: (outgoing ? origin.device?.numberId : origin.number?.plan.numberId) || null,
    siteId: origin.number?.plan.siteId ?? null,
    organizationId: origin.number?.plan.organizationId ?? null,
    startedAt: new Date(state.arrivedAt).toISOString(),
    answeredAt: state.answeredAt === undefined ? null : new Date(state.answeredAt).toISOString(),
    answeredBy: talking?.name ?? null,
    outgoing: outgoing?.class ?? null,
  }
}
