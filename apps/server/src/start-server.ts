/** Puts the process together, top-down: data folder, database, engine thread, HTTP; and takes it apart in reverse. */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { statfs } from 'node:fs/promises'
import type { Server } from 'node:http'
import { hostname } from 'node:os'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { systemClock } from '@mainline/sip'
import {
  createSampleWorkspace,
  type Database,
  findSampleLogins,
  openDatabase,
  openInstallationKey,
  type SecretBox,
} from '@mainline/storage'
import { routes } from './api/routes.ts'
import { AudioStore } from './audio/audio-store.ts'
import { recorderOf } from './audio/recorder.ts'
import { startAudioSweep } from './audio/sweep-audio.ts'
import { openAuthorizer } from './authorization/authorize.ts'
import { cardSignatures } from './card-links.ts'
import { ChangeBarrier } from './change-barrier.ts'
import type { Config } from './config.ts'
import { makeFolder } from './data-folder.ts'
import { type DescriptorBudget, descriptorLimit, shareDescriptors } from './descriptor-budget.ts'
import { type DiskSpace, DiskWatch } from './disk-watch.ts'
import { EngineHost } from './engine-host.ts'
import type { EngineThreadConfig } from './engine-messages.ts'
import { engineStatus } from './engine-status.ts'
import { EventFeed } from './events/event-feed.ts'
import { FewAtATime } from './few-at-a-time.ts'
import { askAdministrator } from './first-administrator.ts'
import { firstScreen } from './first-screen.ts'
import { inUri } from './host-in-uri.ts'
import { ensureToken } from './http/access-token.ts'
import { apiTokens, providerToken } from './http/authenticator.ts'
import { createHttpServer, renewHttps } from './http/http-server.ts'
import { httpsRedirect } from './http/https-redirect.ts'
import { acceptWebSockets } from './http/web-sockets.ts'
import { deliverLetter } from './jobs/deliver-letter.ts'
import { deliverMessage } from './jobs/deliver-message.ts'
import { deliverWebhook } from './jobs/deliver-webhook.ts'
import { startJobs } from './jobs/job-runner.ts'
import { jobs } from './jobs/jobs.ts'
import { purgeMailboxes } from './jobs/purge-mailboxes.ts'
import { purgeMessages } from './jobs/purge-messages.ts'
import { importRunner } from './jobs/run-import.ts'
import { salvageMessages } from './jobs/salvage-messages.ts'
import { settlePending } from './jobs/settle-pending.ts'
import { transcribeMessage } from './jobs/transcribe-message.ts'
import { writeAlertLetters } from './jobs/write-alert-letters.ts'
import { type Log, openLog } from './log.ts'
import { mailSender } from './mail/mail-sender.ts'
import { openMailTransport } from './mail/mail-transport.ts'
import { endMailAlert, watchMail } from './mail/mail-watch.ts'
import { openSignIn } from './sign-in/open-sign-in.ts'
import { openSpeech } from './speech/speech.ts'
import { type ServerCertificate, toldName } from './tls/certificate.ts'
import type { CertificateKeeper } from './tls/certificate-keeper.ts'
import { openCertificate } from './tls/open-certificate.ts'
import type { TlsConfig } from './tls/tls-config.ts'
import { version } from './version.ts'
import { messageLinks } from './voicemail/message-link.ts'
import { openTranscription } from './voicemail/transcribe.ts'
import { openPost } from './webhooks/post.ts'
import { startWebhookTeller } from './webhooks/webhook-teller.ts'

/** How long calls in progress may go on after a signal to stop, milliseconds. */
const DRAIN_MS = 30_000
/** Files from outside that are worked on at a time, and that wait for it: each is copied to a thread of its own. */
const fileWorkers = { atATime: 2, mostWaiting: 6 }
/** How long an engine may take to say goodbye when the start has failed, milliseconds. */
const TAKE_BACK_MS = 5_000

export interface RunningServer {
  /** What a person reads first. */
  readonly firstScreen: string
  /** Takes no new calls, lets the present ones end, stores their records, closes everything. */
  stop(): Promise<void>
}

/** @throws when a port is taken, the data folder is in use, or the database cannot be reached */
export async function startServer(config: Config): Promise<RunningServer> {
  const begun: EngineHost[] = []
  try {
    return await openServer(config, (engine) => begun.push(engine))
  } catch (error) {
    // One that began and was not taken back would be reported as dead by the next start.
    await Promise.race([Promise.allSettled(begun.map((engine) => engine.stop(0))), pause(TAKE_BACK_MS)])
    throw error
  }
}

/** @param onEngine told of the engine that began: a start that fails has to take it back */
async function openServer(config: Config, onEngine: (engine: EngineHost) => void): Promise<RunningServer> {
  const started = performance.now()
  const log = openLog(config.logLevel, 'server')
  if (config.unknown.length > 0)
    log.warn({ variables: config.unknown }, 'these variables of the environment are no settings of Mainline')
  const dataFolder = resolve(config.dataFolder)
  await makeFolder(dataFolder)
  const access = await ensureToken(dataFolder, config.token)
  const database = await openDatabase(config.databaseUrl ? { url: config.databaseUrl } : { dataFolder }, {
    onWarning: (message) => log.warn(message),
  })
  let secrets: SecretBox
  try {
    secrets = await openInstallationKey(database, dataFolder)
  } catch (error) {
    await database.close()
    throw error
  }
  const sample =
    config.firstAdministrator === undefined
      ? await createSampleWorkspace(database.kysely, secrets, dataFolder)
      : undefined
  const clock = systemClock()
  const { tls } = config
  const certificate = tls && (await openCertificate(tls, { dataFolder, database, clock, log }))
  const https = tls?.httpsPort === undefined ? undefined : { host: config.http.host, port: tls.httpsPort }
  const publicUrl = config.publicUrl ?? originOf(https ?? config.http, https && 'https')
  const { firstAdministrator: email } = config
  const administrator =
    email && (await askAdministrator(email, { db: database.kysely, dataFolder, publicUrl }))
  let stopping: string | undefined
  const engineId = randomUUID()
  const budget = await budgetOf(config, log)
  // Whoever still comes by HTTP is sent on at once.
  const redirected = https ? Math.ceil(budget.httpConnections / 10) : 0
  const needs = { dataFolder, engineId, database, certificate, publicUrl, budget }
  const engine = await startEngine(config, needs, (error) => {
    log.fatal({ error }, 'the engine thread died; the process ends so that it is started afresh')
    process.exit(1)
  })
  onEngine(engine)
  const feed = await EventFeed.open(database, clock, log)
  const recordings = resolve(dataFolder, 'recordings')
  const audio = new AudioStore({ db: database.kysely, secrets, folder: recordings })
  const recorder = await recorderOf(dataFolder)
  const links = messageLinks(secrets)
  const transcribe = config.transcriptionUrl ? openTranscription(config.transcriptionUrl) : undefined
  const transport =
    config.mail && watchMail(openMailTransport(config.mail), { database, url: config.mail.url, clock, log })
  if (!transport) {
    log.warn({}, 'mail is off: invitations give their link to the administrator (MAINLINE_SMTP_URL)')
    await endMailAlert(database.kysely, clock.epoch())
  }
  const mail = mailSender(secrets, transport !== undefined)
  const signIn = openSignIn({
    database,
    secrets,
    mail,
    publicUrl,
    oidc: config.oidc,
    log: openLog(config.logLevel, 'sign-in'),
  })
  const routing = await ChangeBarrier.open(database, clock)
  const disk = await DiskWatch.open({
    database,
    server: hostname(),
    folder: dataFolder,
    space: () => spaceOf(dataFolder),
    clock,
    log,
  })
  const http = await createHttpServer({
    console: true,
    publicUrl,
    authenticators: [providerToken(access.token), apiTokens(database.kysely), signIn.authenticator],
    authorizer: openAuthorizer(database.kysely),
    view: database.scoped,
    version,
    log: openLog(config.logLevel, 'http'),
    connections: budget.httpConnections - redirected,
    tls: https && certificate && { ...certificate.current, strict: tls?.files !== undefined },
    routes: routes({
      database,
      secrets,
      audio,
      links,
      cardSignatures: cardSignatures(secrets),
      speech: openSpeech({ url: config.speechUrl }),
      workers: new FewAtATime(fileWorkers),
      engine: engineStatus(engine, () => stopping ?? disk.notReady()),
      feed,
      clock,
      signIn: signIn.needs,
      webhooksAnywhere: config.webhooksAnywhere,
      turn: config.turn,
      routing,
    }),
  })
  const endWebSockets = acceptWebSockets(http.server, {
    authenticator: signIn.authenticator,
    publicUrl,
    door: engine.sockets,
  })
  const httpUrl = await http.listen(https ?? config.http)
  const redirect = https && (await openRedirect(config, https.port, redirected))
  certificate?.onRenewed((renewed) => {
    renewHttps(http, renewed)
    engine.renewCertificate(renewed)
  })
  // Calls and API do not wait for it: its library takes a while to load.
  const post = openPost({ anyAddress: config.webhooksAnywhere })
  const worker = startJobs({
    jobs: [
      ...jobs,
      importRunner(secrets),
      ...signIn.jobs,
      ...(transport
        ? [
            deliverLetter(secrets, transport),
            deliverMessage({
              transport,
              audio,
              recorder,
              links,
              transcribes: transcribe !== undefined,
              publicUrl,
              now: Date.now,
            }),
          ]
        : []),
      deliverWebhook(secrets, post),
      settlePending(routing),
      purgeMailboxes(audio),
      purgeMessages(audio),
      salvageMessages(audio),
      transcribeMessage({ audio, recorder, transcribe }),
      writeAlertLetters(mail),
    ],
    engineId,
    needs: { database, log: openLog(config.logLevel, 'jobs') },
  })
  const endTeller = startWebhookTeller(database, feed, log)
  const endSweep = startAudioSweep({ folder: recordings, db: database.kysely, clock }, log)
  const udp = engine.listening.find((each) => each.transport === 'UDP')
  return {
    firstScreen: firstScreen({
      httpUrl,
      consoleUrl: config.publicUrl ?? httpUrl,
      tokenFile: access.file,
      sip: { host: config.sip.advertisedAddress, port: udp?.port ?? config.sip.port },
      tls:
        certificate && tls
          ? {
              host: toldName(certificate.current, config.sip.advertisedAddress),
              port: tls.sipPort,
              selfMade: tls.files === undefined,
              goodUntil: certificate.current.goodUntil,
            }
          : undefined,
      readyAfterMs: performance.now() - started,
      sample,
      administrator: administrator || undefined,
      sampleLogins: await findSampleLogins(dataFolder),
      onTerminal: process.stdout.isTTY === true,
    }),
    async stop() {
      stopping = 'the server is stopping'
      certificate?.close()
      disk.close()
      redirect?.close()
      log.info({}, 'stopping: new calls are refused, calls in progress may end')
      await engine.stop(DRAIN_MS)
      await endTeller()
      endSweep()
      await feed[Symbol.asyncDispose]()
      endWebSockets()
      await http.close()
      await worker.stop()
      await transport?.told()
      transport?.close()
      await database.close()
    },
  }
}

/** Room on the disk of a folder for whoever is not root, as the embedded database is not. */
async function spaceOf(folder: string): Promise<DiskSpace> {
  const { bavail, blocks, bsize } = await statfs(folder)
  return { free: bavail * bsize, total: blocks * bsize }
}

/** Where browsers find us when nobody says otherwise. */
function originOf({ host, port }: Config['http'], scheme = 'http'): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return `${scheme}://${inUri(name)}:${port}`
}

async function openRedirect(
  { http, publicUrl }: Config,
  httpsPort: number,
  connections: number,
): Promise<Server> {
  const server = httpsRedirect({ publicUrl, httpsPort })
  server.maxConnections = connections
  server.listen(http.port, http.host)
  await once(server, 'listening')
  return server
}

interface EngineNeeds {
  readonly dataFolder: string
  readonly engineId: string
  readonly database: Database
  readonly certificate: CertificateKeeper | undefined
  readonly publicUrl: string
  readonly budget: DescriptorBudget
}

/** Says so where descriptors, not ports, decide how many calls there may be. */
async function budgetOf({ rtp }: Config, log: Log): Promise<DescriptorBudget> {
  const limit = await descriptorLimit()
  const pairs = Math.floor((rtp.last - rtp.first + 1) / 2)
  const budget = shareDescriptors(limit, pairs)
  if (budget.mediaPairs < pairs)
    log.warn(
      { openFiles: limit, portPairs: pairs, usedPairs: budget.mediaPairs },
      `this process may open too few files for all media ports: calls are refused beyond ${budget.mediaPairs} legs. Raise the limit (LimitNOFILE= of systemd, ulimit -n)`,
    )
  return budget
}

function startEngine(
  config: Config,
  { dataFolder, engineId, database, certificate, publicUrl, budget }: EngineNeeds,
  onLost: (error: Error) => void,
): Promise<EngineHost> {
  const { host, user, database: name, connectionString } = database.pool.options
  return EngineHost.start(
    {
      database: connectionString
        ? { connectionString }
        : { ...(host && { host }), ...(user && { user }), ...(name && { database: name }) },
      engineId,
      dataFolder,
      publicUrl,
      sip: {
        bind: config.sip.bindAddress,
        advertise: config.sip.advertisedAddress,
        port: config.sip.port,
      },
      ...(certificate && config.tls && { tls: sipTls(certificate.current, config.sip, config.tls) }),
      rtp: {
        from: config.rtp.first,
        to: config.rtp.last,
        mostPairs: budget.mediaPairs,
        mostRtcp: budget.mediaReports,
        mostRecordings: budget.recordings,
      },
      edges: config.edges,
      rtpengines: config.rtpengines,
      sipConnections: budget.sipConnections,
      strangerConnections: config.sip.strangerConnections,
      prompts: config.prompts && resolve(config.prompts),
      speechUrl: config.speechUrl,
      logLevel: config.logLevel,
    },
    onLost,
  )
}

function sipTls(
  certificate: ServerCertificate,
  { advertisedAddress }: Config['sip'],
  { sipPort: port }: TlsConfig,
): EngineThreadConfig['tls'] {
  const { certificate: pem, key, authorities } = certificate
  const identity = { certificate: pem, key, authorities }
  return { identity, host: toldName(certificate, advertisedAddress), port }
}
