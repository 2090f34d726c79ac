/**
 * REGISTER (RFC 3261 §10.3) for our devices: who may register, and where bindings are kept. A main number is refused
 * (M1); a binding holds for calls the moment it is durable.
 */
import {
  type Binding,
  type BindingStore,
  type Clock,
  type Flow,
  type RegisterGrant,
  type RegisterRefusal,
  Registrar,
  type SipRequest,
} from '@mainline/sip'
import { type Authentication, registeringUser } from './authentication.ts'
import type { Location } from './location.ts'
import type { NatPaths } from './nat-paths.ts'
import type { PlanCache } from './plan-cache.ts'
import type { Device, EngineLog, RegistrationStore, StoredBinding } from './ports.ts'

export interface DeviceRegistrarOptions {
  authentication: Authentication
  plans: PlanCache
  location: Location
  natPaths: NatPaths
  store: RegistrationStore
  /** A device registered. @param anew from elsewhere than before, or it has restarted */
  registered?(deviceId: string, anew: boolean): void
}

/** What answers the REGISTERs of our devices. */
export function openRegistrar({
  clock,
  log,
  ...options
}: DeviceRegistrarOptions & { readonly clock: Clock; readonly log: EngineLog }): Registrar {
  const store = new DeviceRegistrar(options)
  return new Registrar({
    clock,
    store,
    authorize: (request, flow) => store.authorize(request, flow),
    onError: (error) => log.error({ error }, 'a phone could not be registered'),
  })
}

/** A device that may register, for itself. Its id is its address-of-record here. */
export interface DeviceGrant extends RegisterGrant {
  readonly username: string
  readonly srtp: Device['srtp']
}

export class DeviceRegistrar implements BindingStore<DeviceGrant> {
  readonly #options: DeviceRegistrarOptions

  constructor(options: DeviceRegistrarOptions) {
    this.#options = options
  }

  /** Who may register what: a device only for itself. */
  async authorize(request: SipRequest, flow: Flow): Promise<DeviceGrant | RegisterRefusal> {
    const user = registeringUser(request)
    if (user.startsWith('+') && (await this.#options.plans.getForStranger(user))?.plan.kind === 'main')
      return { status: 403 }
    const known = await this.#options.authentication.authenticate(request, flow, user)
    if ('status' in known) return known
    if (!('device' in known) || known.device.username !== user) return { status: 403 }
    if (!mayRegister(known.device)) return { status: 403 }
    const { id, username, srtp } = known.device
    return { addressOfRecord: id, username, srtp }
  }

  async load({ addressOfRecord: deviceId }: DeviceGrant): Promise<readonly Binding[]> {
    return (await this.#options.store.of(deviceId)).map(toBinding)
  }

  async save(
    { addressOfRecord: deviceId, username, srtp }: DeviceGrant,
    bindings: readonly Binding[],
    before: readonly Binding[],
  ): Promise<void> {
    const stored = bindings.map((binding) => toStored(deviceId, binding))
    await this.#options.store.replace(deviceId, stored)
    this.#options.location.replace({ id: deviceId, username, srtp }, stored)
    this.#options.natPaths.keep(deviceId, stored)
    if (bindings.length > 0) this.#options.registered?.(deviceId, isAnew(bindings, before))
  }
}

/** RFC 3261 §10.2.4: a phone keeps the Call-ID of its REGISTERs until it restarts. */
const isAnew = (bindings: readonly Binding[], before: readonly Binding[]): boolean =>
  bindings.some(({ uri, callId }) => !before.some((known) => known.uri === uri && known.callId === callId))

/** The phone of a number that does not receive has nothing to register for; M1 keeps main numbers out. */
function mayRegister(device: Device): boolean {
  if (device.kind === 'seat') return true
  return device.kind === 'ordinary' && (device.state === 'ACTIVE' || device.state === 'PENDING')
}

function toBinding(stored: StoredBinding): Binding {
  const { deviceId: _, contact, q, userAgent, instance, regId, ...same } = stored
  return {
    ...same,
    uri: contact,
    // Thousandths, so that a preference survives a column of less precision.
    q: Math.round(q * 1000),
    ...(userAgent !== null && { userAgent }),
    ...(instance !== null && { instance }),
    ...(regId !== null && { regId }),
  }
}

function toStored(deviceId: string, binding: Binding): StoredBinding {
  const { uri, q, userAgent = null, instance = null, regId = null, ...same } = binding
  return { ...same, deviceId, contact: uri, q: q / 1000, userAgent, instance, regId }
}
