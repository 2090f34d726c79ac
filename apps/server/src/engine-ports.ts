/** Fits `@mainline/storage` to what the engine asks for (`packages/engine/src/ports.ts`). No rule lives here. */
import type {
  AttendanceStore,
  CallEventSink,
  CallRecordSink,
  ClaimedKeptCalls,
  Device,
  DeviceSource,
  KeptCallStore,
  LampSource,
  LoadedPlan,
  MessageStore,
  OutsideCallSink,
  PlanSource,
  PortalStore,
  RegistrationStore,
  StoredBinding,
  TrunkNewsSink,
  TrunkSource,
} from '@mainline/engine'
import { portalNumber } from '@mainline/pbx'
import {
  askForCall,
  beginMessage,
  claimKeptCalls,
  type Database,
  type Db,
  type Device as DeviceRow,
  datagramRegistrations,
  devicesRegisteredLast,
  discardMessage,
  findCallsOut,
  findDevice,
  findDeviceByUsername,
  findNumber,
  findNumberByExtension,
  findNumbers,
  findSiteByPortalExtension,
  findSiteByPortalNumber,
  finishMessage,
  forgetKeptCalls,
  giveCall,
  hasRoom,
  insertCallRecords,
  insertLiveEvents,
  isRefusal,
  keptCallsAmong,
  knowsKeptCall,
  listTrunks,
  loadPlans,
  noteAttendance,
  type PhoneNumber,
  type Recorder,
  type Registration,
  registrationsOf,
  removeKeptCalls,
  removeRegistrations,
  type SecretBox,
  type Site,
  saveKeptCalls,
  saveRegistrations,
  takenOverCalls,
  unfinishedMessages,
} from '@mainline/storage'
import type { AudioStore } from './audio/audio-store.ts'
import { lampSource } from './lamp-source.ts'
import { outsideCallSink } from './outside-calls.ts'
import { portalStore } from './portal-store.ts'
import { trunkNewsSink } from './trunk-news.ts'
import type { SentencesByName } from './voicemail/sentences-by-name.ts'

/** Plans loaded with the one that was asked for: neighbours at its site are likely to be called next. */
const PLANS_A_PAGE = 64

export interface EnginePorts {
  readonly plans: PlanSource
  readonly devices: DeviceSource
  readonly trunks: TrunkSource
  readonly registrations: RegistrationStore
  readonly messages: MessageStore
  readonly portal: PortalStore
  readonly records: CallRecordSink
  readonly events: CallEventSink
  readonly lamps: LampSource
  readonly outsideCalls: OutsideCallSink
  readonly trunkNews: TrunkNewsSink
  readonly attendance: AttendanceStore
  readonly keptCalls: KeptCallStore
}

/**
 * @param recordedBy this engine, and the data folder that it records to
 * @param audio of messages and greetings
 * @param secrets of the data folder: Default PINs are sealed with them (M12)
 * @param followed whether somebody could see the events of an operator's calls
 * @param byName speaks the names of those who have no greeting; left out: callers hear the number
 */
export function enginePorts(
  database: Database,
  recordedBy: Recorder,
  audio: AudioStore,
  secrets: SecretBox,
  followed: (operatorId: string) => boolean = () => false,
  byName?: Pick<SentencesByName, 'find'>,
): EnginePorts {
  const { kysely, pool } = database
  const { engineId } = recordedBy
  return {
    plans: {
      async load(e164) {
        const plans = await loadPlans(pool, e164, Date.now(), PLANS_A_PAGE)
        if (plans.length > 0) return plans
        const site = await findSiteByPortalNumber(kysely, e164)
        return site ? [portalOf(site, e164)] : []
      },
      async findPortal(siteId, extension) {
        const site = await findSiteByPortalExtension(kysely, siteId, extension)
        return site && portalOf(site, extension)
      },
      async findExtension(siteId, organizationId, extension) {
        const number = await findNumberByExtension(kysely, siteId, extension)
        const may = organizationId === undefined || number?.organizationId === organizationId
        return may ? number?.e164 : undefined
      },
      findOutside: (siteId, organizationId) => findCallsOut(kysely, siteId, organizationId),
    },
    devices: {
      findByUsername: async (username) =>
        asEngineDevice(kysely, await findDeviceByUsername(kysely, username)),
      find: async (deviceId) => asEngineDevice(kysely, await findDevice(kysely, deviceId)),
      registeredLast: (limit) => engineDevicesRegisteredLast(kysely, limit),
    },
    trunks: { loadAll: () => listTrunks(kysely) },
    registrations: {
      of: (deviceId) => registrationsOf(kysely, deviceId),
      held: () => datagramRegistrations(kysely, engineId, Date.now()),
      replace: (deviceId, bindings) => replaceBindings(database, engineId, deviceId, bindings),
    },
    messages: messageStore(database, audio, recordedBy, byName),
    portal: portalStore({ db: kysely, secrets, audio }),
    records: { store: (records) => insertCallRecords(kysely, records) },
    events: { wanted: followed, store: (events) => insertLiveEvents(kysely, events) },
    lamps: lampSource(kysely, engineId),
    outsideCalls: outsideCallSink(database),
    trunkNews: trunkNewsSink(database),
    attendance: { note: (siteId, attended) => noteAttendance(kysely, { siteId, engineId, attended }) },
    keptCalls: keptCallStore(database, engineId),
  }
}

const keptCallStore = ({ kysely }: Database, engineId: string): KeptCallStore => ({
  save: (calls) => saveKeptCalls(kysely, engineId, calls),
  remove: (callIds) => removeKeptCalls(kysely, engineId, callIds),
  forget: (callIds) => forgetKeptCalls(kysely, callIds),
  takenOver: (callIds) => takenOverCalls(kysely, engineId, callIds),
  // Only an engine writes them; of another form it says so.
  claim: async (which) => (await claimKeptCalls(kysely, engineId, which)) as ClaimedKeptCalls,
  ask: (which) => askForCall(kysely, engineId, which),
  give: (callId, to) => giveCall(kysely, engineId, { callId, to }),
  knows: (sipCallId) => knowsKeptCall(kysely, sipCallId),
  among: (callIds) => keptCallsAmong(kysely, callIds),
})

const portalOf = (
  { id, name, timeZone, language, operatorId, domain }: Site,
  dialled: string,
): LoadedPlan => ({
  plan: portalNumber({ siteId: id, siteName: name, zone: timeZone, language, dialled }),
  operatorId,
  domain,
  devices: [],
})

async function asEngineDevice(db: Db, device: DeviceRow | undefined): Promise<Device | undefined> {
  const number = device && device.numberId !== null ? await findNumber(db, device.numberId) : undefined
  return device && toEngineDevice(device, number)
}

async function engineDevicesRegisteredLast(db: Db, limit: number): Promise<readonly Device[]> {
  const devices = await devicesRegisteredLast(db, limit)
  const numbers = await findNumbers(
    db,
    devices.flatMap(({ numberId }) => numberId ?? []),
  )
  const byId = new Map(numbers.map((number) => [number.id, number]))
  return devices.flatMap((device) => toEngineDevice(device, byId.get(device.numberId ?? '')) ?? [])
}

function toEngineDevice(device: DeviceRow, number: PhoneNumber | undefined): Device | undefined {
  if (device.numberId === null)
    return { ...device, numberId: '', browser: true, e164: '', kind: 'seat', state: 'ACTIVE' }
  if (!number) return undefined
  const { e164, kind, state, extension } = number
  return {
    ...device,
    numberId: number.id,
    browser: device.sessionId !== null,
    e164,
    kind,
    state,
    extension: extension ?? undefined,
  }
}

async function replaceBindings(
  database: Database,
  engineId: string,
  deviceId: string,
  bindings: readonly StoredBinding[],
): Promise<void> {
  const kept = new Set(bindings.map((binding) => binding.contact))
  const rows: Registration[] = bindings.map((binding) => ({
    ...binding,
    path: [...binding.path],
    flow: { ...binding.flow },
    engineId,
  }))
  await database.kysely.transaction().execute(async (tx) => {
    const gone = (await registrationsOf(tx, deviceId)).filter((binding) => !kept.has(binding.contact))
    // In this order a phone that comes back with another contact never seems gone.
    await saveRegistrations(tx, rows)
    await removeRegistrations(tx, gone)
  })
}

function messageStore(
  { kysely }: Database,
  audio: AudioStore,
  recordedBy: Recorder,
  byName: Pick<SentencesByName, 'find'> | undefined,
): MessageStore {
  return {
    hasRoom: (mailboxId) => hasRoom(kysely, mailboxId),
    async begin(message) {
      const begun = await beginMessage(kysely, { ...message, recordedBy, path: '{id}.wav' })
      if (isRefusal(begun)) return { unavailable: begun.code === 'in-use' ? 'full' : 'storage-error' }
      try {
        return { id: begun.id, ...(await audio.locate(begun.organizationId, begun.path)) }
      } catch (error) {
        // Better none than one that everybody could hear.
        await discardMessage(kysely, begun.id)
        throw error
      }
    },
    async finish(id, end) {
      await finishMessage(kysely, id, end)
    },
    discard: (id) => discardMessage(kysely, id),
    locate: (organizationId, path) => audio.locate(organizationId, path),
    ...(byName && { sentenceWithName: (greeting) => byName.find(greeting) }),
    async unfinished() {
      const rows = await unfinishedMessages(kysely, recordedBy)
      return rows.map(({ id, organizationId, path }) => ({
        id,
        locate: () => audio.locate(organizationId, path),
      }))
    },
  }
}
