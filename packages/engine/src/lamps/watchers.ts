/**
 * Who may watch what (RFC 6665 §4.2.1.3), proved as for a REGISTER: a registered phone its own messages and those of the
 * main numbers of its organization at its site.
 */
import type { AuthorizeSubscribe, Flow, SipRequest, SubscribeRefusal } from '@mainline/sip'
import { type Authentication, callingUser } from '../authentication.ts'
import { userOf } from '../called-number.ts'
import type { Device, LampSource } from '../ports.ts'

export const ofDevice = (deviceId: string): string => `device ${deviceId}`
/** The number as one organization's: whoever watched it for the one before sees nothing of this one. */
export const ofNumber = (numberId: string, organizationId: string): string =>
  `number ${numberId} ${organizationId}`

/** Reads what `ofDevice` or `ofNumber` wrote. */
export function readResource(resource: string): { kind: string; id: string; organizationId: string } {
  const [kind = '', id = '', organizationId = ''] = resource.split(' ')
  return { kind, id, organizationId }
}

/** A phone that asks to watch somebody, or why it may watch nobody. */
export type Watcher = { readonly device: Device; readonly name: string } | SubscribeRefusal

export const identifyWatcher =
  (authentication: Authentication) =>
  async (request: SipRequest, flow: Flow): Promise<Watcher> => {
    const user = callingUser(request)
    const known = await authentication.authenticate(request, flow, user)
    if ('status' in known) return known
    if (!('device' in known) || known.device.username !== user) return { status: 403 }
    const { device } = known
    if (device.kind !== 'ordinary' || device.state !== 'ACTIVE') return { status: 403 }
    return { device, name: watchedBy(device, request) }
  }

export function watchers(authentication: Authentication, lamps: LampSource): AuthorizeSubscribe {
  const identify = identifyWatcher(authentication)
  return async (request, flow) => {
    const watcher = await identify(request, flow)
    if ('status' in watcher) return watcher
    const { device, name } = watcher
    const resource = await resourceOf(name, device, lamps)
    return resource === undefined ? { status: 404 } : { resource, subscriber: device.id, confined: true }
  }
}

/**
 * Within a subscription the Request-URI is our Contact, and To has what was asked for (RFC 3261 §12.2.1.1). A phone's own
 * name means its number; what separates digits in a number (RFC 3966 §3) is part of a name.
 */
function watchedBy(device: Device, request: SipRequest): string {
  const asked = request.to.tag === undefined ? request.uri : request.to.uri
  return asked.userText === device.username ? device.e164 : (userOf(asked) ?? '')
}

/** A phone that asks for itself sees everything that its lamp shows. What it may not see does not exist for it. */
async function resourceOf(name: string, device: Device, lamps: LampSource): Promise<string | undefined> {
  if (name === device.e164) return ofDevice(device.id)
  const numberId = await lamps.watchable(device, name)
  if (numberId === undefined) return
  return numberId === device.numberId ? ofDevice(device.id) : ofNumber(numberId, device.organizationId)
}
