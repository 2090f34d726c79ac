/**
 * The call engine: opens the SIP transports, knows trunks, devices and plans, and runs the live calls. Everything it
 * makes it also closes; everything else comes through `ports.ts`.
 */
import { randomUUID } from 'node:crypto'
import {
  type Clock,
  type Flow,
  sourceAddress,
  TimerWheel,
  TransportLayer,
  UserAgent,
  type WebSocketConnection,
} from '@mainline/sip'
import { Admission } from './admission.ts'
import { AnnouncedChanges } from './announced-changes.ts'
import { Authentication } from './authentication.ts'
import { BackgroundWork } from './background-work.ts'
import { connectionLost, isWebSocket } from './browser-leg.ts'
import { CallEvents } from './call-events.ts'
import { openRegistrar } from './device-registrar.ts'
import { DialPlans } from './dial-plans.ts'
import { DialogLamps } from './dialog-lamps/dialog-lamps.ts'
import { Directory } from './directory.ts'
import { Draining } from './draining.ts'
import { EmergencyMemory } from './emergency-memory.ts'
import { DEVICES_REMEMBERED, type EngineCounters, type EngineOptions } from './engine-options.ts'
import type { EngineParts } from './engine-parts.ts'
import { FrontDoor } from './front-door.ts'
import { CallJournal } from './journal/call-journal.ts'
import type { MessageLamps } from './lamps/message-lamps.ts'
import { openLamps } from './lamps/open-lamps.ts'
import type { LiveCall } from './live-call.ts'
import { LoadShedding } from './load-shedding.ts'
import { Location } from './location.ts'
import { MessageLadders } from './message-ladders.ts'
import { NatPaths } from './nat-paths.ts'
import { OutsideCalls } from './outside-calls.ts'
import { OutsideDoor } from './outside-door.ts'
import { OutsideLimits } from './outside-limits.ts'
import { OutsideNews } from './outside-news.ts'
import { ownContact } from './own-contact.ts'
import { PlanCache } from './plan-cache.ts'
import type { LampSource } from './ports.ts'
import { AttendanceNews } from './reception/attendance-news.ts'
import { ReceptionNews } from './reception/reception-news.ts'
import { type BusyDevices, busyDevices, Receptions } from './reception/receptions.ts'
import { forgetOver } from './takeover/forget-over.ts'
import { KeptCalls } from './takeover/kept-calls.ts'
import { Takeover } from './takeover/takeover.ts'
import { heedRefer } from './transfer/refer.ts'
import { TrunkDirectory } from './trunk-directory.ts'
import { TrunkNews } from './trunk-news.ts'
import { TrunkTroubles } from './trunk-troubles.ts'

export class Engine implements AsyncDisposable {
  readonly #options: EngineOptions
  readonly #transport: TransportLayer
  readonly #userAgent: UserAgent
  readonly #journal: CallJournal
  readonly #events: CallEvents
  readonly #trunks: TrunkDirectory
  readonly #location: Location
  readonly #natPaths: NatPaths
  readonly #admission: Admission
  readonly #plans: PlanCache
  readonly #emergencyMemory: EmergencyMemory
  readonly #authentication: Authentication
  readonly #receptionNews: ReceptionNews
  readonly #attendance: AttendanceNews | undefined
  readonly #directory: Directory
  /** The receptions of its sites (C7), as the API reaches them. */
  readonly receptions: Receptions
  /** What others have changed is told to it. */
  readonly changes: AnnouncedChanges
  readonly #outsideNews: OutsideNews
  readonly #frontDoor: FrontDoor
  readonly #lamps: MessageLamps | undefined
  readonly #shedding: LoadShedding | undefined
  readonly #dialogLamps: DialogLamps
  readonly #calls = new Map<string, LiveCall>()
  readonly #work: BackgroundWork
  #callsTotal = 0
  readonly #draining: Draining
  readonly #kept: KeptCalls | undefined
  readonly #takeover: Takeover | undefined

  private constructor(options: EngineOptions, journal: CallJournal) {
    this.#options = options
    this.#journal = journal
    const { keptCalls, log } = options
    const clock = new TimerWheel(options.clock, (error) => log.error({ error }, 'a timer has failed'))
    this.#work = new BackgroundWork(log)
    this.#kept = keptCalls && new KeptCalls({ store: keptCalls, clock, log })
    this.#draining = new Draining({
      clock: options.clock,
      calls: this.#calls,
      goesOn: (callId) => this.#kept?.isUndisturbed(callId) ?? false,
      door: () => this.#frontDoor,
    })
    this.#events = new CallEvents({ sink: options.events, clock, log: options.log })
    this.#trunks = new TrunkDirectory(options.trunks)
    this.#location = new Location(
      (flow) => this.#transport.isAlive(flow),
      (address, expiresAt) => this.#admission.registeredFrom(address, expiresAt),
    )
    this.#plans = new PlanCache({ source: options.plans, devices: this.#location, clock })
    this.#receptionNews = new ReceptionNews({
      clock,
      wanted: (operatorId) => options.events?.wanted(operatorId) ?? false,
      tell: (event) => this.#events.add(event),
    })
    this.#attendance =
      options.attendance && new AttendanceNews(options.attendance, { clock, log: options.log })
    const dialPlans = new DialPlans()
    const [location, plans, source] = [this.#location, this.#plans, options.plans]
    this.#directory = new Directory({ clock, location, plans, source, dialPlans })
    this.receptions = new Receptions({
      clock,
      location: this.#location,
      directory: this.#directory,
      registrations: options.registrations,
      changed: (desk) => {
        this.#receptionNews.changed(desk)
        this.#attendance?.changed(desk)
      },
    })
    const admission = new Admission({
      edges: options.edges,
      trunks: this.#trunks,
      isWithinCall: (request) => this.#userAgent.isWithinCall(request),
      clock: options.clock,
      log,
    })
    this.#admission = admission
    this.#transport = new TransportLayer({
      network: options.network,
      ...(options.connectionLimits && { limits: options.connectionLimits }),
      clock,
      ...(options.resolver && { resolver: options.resolver }),
      admit: (flow, bytes) => admission.admit(flow, bytes),
      knows: (address) => admission.knows(address),
      ...(admission.identify && { identify: admission.identify }),
      onLocated: (address) => admission.writtenTo(address),
      onBug: (error, flow) =>
        log.error({ error, source: flow && sourceAddress(flow) }, 'a message was not handled'),
      onConnectionClosed: (flow) => this.#connectionClosed(flow),
      onSocketError: (error) => options.log.error({ error }, 'a SIP socket failed'),
    })
    const { devices } = options
    this.#emergencyMemory = new EmergencyMemory({
      devices,
      plans: source,
      clock,
      log: options.log,
      track: (work) => this.#work.trackAside(work),
    })
    this.#natPaths = new NatPaths({ clock, keepOpen: (flow) => this.#transport.keepOpen(flow) })
    this.#authentication = new Authentication({
      devices,
      emergencyMemory: this.#emergencyMemory,
      trunks: this.#trunks,
      guard: admission.guard,
      clock,
      log: options.log,
      isRegisteredAt: (deviceId, flow) => this.#directory.phoneAt(deviceId, flow) !== undefined,
      proved: (flow) => this.#transport.proved(flow),
      proves: (flow, name) => this.#transport.proves(flow, name),
      defaultRealm: options.host,
      realmSecret: options.realmSecret ?? randomUUID(),
    })
    const authentication = this.#authentication
    const registrar = openRegistrar({
      authentication,
      plans: this.#plans,
      location: this.#location,
      natPaths: this.#natPaths,
      store: options.registrations,
      registered: (deviceId, anew) => {
        this.#lamps?.registered(deviceId, anew)
        if (anew) this.receptions.devicesChanged()
      },
      clock,
      log,
    })
    this.#userAgent = new UserAgent({
      transport: this.#transport,
      clock,
      contact: ownContact(options),
      product: 'Mainline',
      tellsProduct: (flow) => !admission.isStranger(flow),
      supported: ['path', '100rel', 'replaces'],
      methods: ['REFER'],
      handler: {
        onInvite: (call) => this.#frontDoor.receive(call),
        onOptions: (_, transaction) => this.#draining.tellWhetherThere(transaction, this.#userAgent),
        onRegister: (request, transaction) => registrar.handle(request, transaction),
        ...(keptCalls && {
          onUnknownCall: (request, resume) => this.#takeover?.onUnknownCall(request, resume),
        }),
        ...(options.lamps && {
          onSubscribe: (request, transaction) => void this.#lamps?.notifier.handle(request, transaction),
        }),
      },
    })
    this.#dialogLamps = new DialogLamps({
      directory: this.#directory,
      host: options.host,
      liveCalls: () => this.#calls.values(),
      now: () => clock.epoch(),
    })
    this.#lamps = options.lamps && this.#makeLamps(options.lamps, authentication, clock)
    this.changes = new AnnouncedChanges({
      plans: this.#plans,
      location: this.#location,
      trunks: this.#trunks,
      emergencyMemory: this.#emergencyMemory,
      lamps: this.#lamps,
      work: this.#work,
    })
    const ladders = new MessageLadders(clock)
    this.#transport.tap = ladders.tap
    this.#outsideNews = new OutsideNews({
      sink: options.outsideCalls,
      clock,
      log,
      track: (work) => this.#work.track(work),
    })
    const parts = this.#makeParts(clock, ladders)
    const { utilization } = options
    this.#shedding =
      utilization &&
      new LoadShedding({
        clock: options.clock,
        utilization,
        retransmitted: () => this.#userAgent.transactions.retransmitted,
        log,
      })
    this.#frontDoor = new FrontDoor({
      parts,
      plans: this.#plans,
      source,
      location: this.#location,
      authentication,
      dialPlans,
      outside: new OutsideDoor({ source, memory: this.#emergencyMemory, dialPlans, parts }),
      newCallId: randomUUID,
      isDraining: () => this.#draining.begun,
      takesOneMore: () => this.#shedding?.takes() ?? true,
      born: (call) => this.#born(call),
      decided: () => this.#draining.callLeft(),
    })
    this.#takeover =
      this.#kept &&
      keptCalls &&
      new Takeover({
        store: keptCalls,
        kept: this.#kept,
        devices: options.devices,
        parts,
        clock: options.clock,
        locate: ({ id, username }) =>
          this.#location.lookUp({ id, username, srtp: 'off' }, options.registrations),
        born: (call) => this.#calls.set(call.origin.id, call),
      })
  }

  /**
   * Recovers what an earlier process left (call records, cut-short messages are the server's), loads the trunks, and
   * opens the sockets. @throws when an address is taken or storage cannot be reached
   */
  static async open(options: EngineOptions): Promise<Engine> {
    const { journalFolder: folder, journalLines: lines, records: sink, clock, log, keptCalls } = options
    const goOn = keptCalls && ((callIds: readonly string[]) => keptCalls.among(callIds))
    const over =
      keptCalls && ((callIds: readonly string[]) => forgetOver(callIds, { store: keptCalls, clock, log }))
    const { journal, recovered, interrupted } = await CallJournal.open({
      ...{ folder, lines, sink, clock, log, goOn, over },
    })
    if (recovered > 0)
      log.warn({ recovered, interrupted }, 'call records of an earlier process were recovered')
    const engine = new Engine(options, journal)
    await engine.#trunks.reload()
    const devices = await options.devices.registeredLast(DEVICES_REMEMBERED)
    engine.#location.remember(devices.map(({ username }) => username))
    // The latest last: they are kept longest.
    for (const device of devices.toReversed()) {
      engine.#emergencyMemory.remember(device)
      engine.#authentication.knowRealm(device.realm)
    }
    const held = await options.registrations.held()
    await engine.#transport.open(options.listen)
    for (const [deviceId, bindings] of Map.groupBy(held, (binding) => binding.deviceId))
      engine.#natPaths.keep(deviceId, bindings)
    return engine
  }

  /** The addresses it listens on, with the ports that were taken. */
  get listening(): TransportLayer['listening'] {
    return this.#transport.listening
  }

  /** Takes over a WebSocket of a page whose session was checked (RFC 7118). */
  acceptWebSocket(socket: WebSocketConnection): void {
    this.#transport.acceptWebSocket(socket, this.#options.host)
  }

  /** Another engine asks for a call, to join it with one of its own. */
  callWanted(callId: string, engineId: string): void {
    if (this.#takeover) this.#work.track(this.#takeover.give(callId, engineId))
  }

  /** The calls in progress, as the core sees them. */
  liveCalls(): readonly LiveCall[] {
    return [...this.#calls.values()]
  }

  /** Whose phones ring or talk. */
  busyDevices(): BusyDevices {
    return busyDevices(this.#calls.values())
  }

  counters(): EngineCounters {
    return {
      calls: this.#calls.size,
      callsTotal: this.#callsTotal,
      dialogs: this.#userAgent.counts().dialogs,
      transactions: this.#userAgent.transactions.counts(),
      connections: this.#transport.connections,
      cachedPlans: this.#plans.size,
      registrations: this.#location.registrations(this.#options.clock.epoch()),
      subscriptions: this.#lamps?.notifier.size ?? 0,
      journalBacklog: this.#journal.backlog,
      droppedMessages: this.#admission.guard.dropped,
      refusedCalls: this.#shedding?.refused ?? 0,
    }
  }

  /**
   * Takes no new call (503, so that the carrier tries elsewhere) and waits for those in progress, and for what has to be stored.
   * @param deadlineMs after which calls are ended, and have a second to say goodbye
   */
  async drain(deadlineMs: number): Promise<void> {
    this.#draining.begin()
    this.#lamps?.rest()
    await this.#kept?.flush()
    await this.#draining.callsEnd(deadlineMs)
    await this.#kept?.flush()
    await this.#work.due()
    await this.#events.flush()
    await this.#journal.flush()
  }

  /** Closes the sockets and the journal; drain first to end calls in order. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#shedding?.close()
    // First: no transaction will tell it any more how a NOTIFY fared.
    this.#lamps?.close()
    this.#emergencyMemory.close()
    this.#natPaths.close()
    await this.#takeover?.close()
    for (const call of [...this.#calls.values()]) if (this.#kept?.has(call.origin.id)) call.leaveRunning()
    this.#userAgent.transactions.close()
    await this.#transport.close()
    await this.#work.all()
    this.#outsideNews.close()
    this.#receptionNews.close()
    this.#attendance?.close()
    await this.#events.close()
    await this.#journal.close()
  }

  /** Whoever rang over it cannot answer any more. */
  #connectionClosed(flow: Flow): void {
    if (!isWebSocket(flow)) return
    this.receptions.devicesChanged()
    for (const call of this.#calls.values())
      for (const leg of call.legs.values()) if (leg.connectionId === flow.connectionId) connectionLost(leg)
  }

  #makeLamps(lamps: LampSource, authentication: Authentication, clock: Clock): MessageLamps {
    const { log, host } = this.#options
    return openLamps({
      lamps,
      dialogs: this.#dialogLamps,
      authentication,
      location: this.#location,
      userAgent: this.#userAgent,
      clock,
      host,
      log,
      track: (work) => this.#work.trackAside(work),
    })
  }

  #makeParts(clock: Clock, ladders: MessageLadders): EngineParts {
    const { media, messages, portal, cards, log, host } = this.#options
    return {
      clock,
      userAgent: this.#userAgent,
      media,
      trunks: this.#trunks,
      messages,
      portal,
      journal: this.#journal,
      events: this.#events,
      ladders,
      outside: new OutsideCalls(clock),
      outsideNews: this.#outsideNews,
      trunkTroubles: new TrunkTroubles(clock),
      trunkNews: new TrunkNews({
        sink: this.#options.trunkNews,
        clock,
        log,
        track: (work) => this.#work.track(work),
      }),
      outsideLimits: new OutsideLimits({
        clock,
        liveCalls: () => this.#calls.values(),
        log,
        refused: (refused) => this.#outsideNews.refused(refused),
      }),
      edges: this.#admission.edges,
      receptions: this.receptions,
      directory: this.#directory,
      liveCalls: () => this.#calls.values(),
      heedRefer,
      dialogLamps: this.#dialogLamps,
      cards,
      kept: this.#kept,
      doubted: (callId) => this.#takeover?.doubted(callId),
      fetchCall: async (...which) => (await this.#takeover?.fetch(...which)) ?? false,
      log,
      host,
      track: (work) => this.#work.track(work),
      forget: (call) => this.#forget(call),
    }
  }

  #born(call: LiveCall): void {
    this.#callsTotal += 1
    this.#calls.set(call.origin.id, call)
  }

  #forget(call: LiveCall): void {
    this.#calls.delete(call.origin.id)
    this.#draining.callLeft()
  }
}
