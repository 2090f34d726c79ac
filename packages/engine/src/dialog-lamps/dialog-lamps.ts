/**
 * Lamps that show whether somebody is called or talks (RFC 4235): phones subscribe to numbers, and are told with each
 * change, at most once a second. As long as nobody watches, a call pays one comparison for it.
 */
import type { Call } from '@mainline/pbx'
import type { AuthorizeSubscribe, EventPackage, Notifier } from '@mainline/sip'
import type { Directory } from '../directory.ts'
import type { identifyWatcher } from '../lamps/watchers.ts'
import type { LiveCall } from '../live-call.ts'
import type { Device } from '../ports.ts'
import { dialogInfoType, type WatchedDialog, writeDialogInfo } from './dialog-info.ts'
import { dialogsOf, idOfLeg, type WatchedNumber } from './dialogs-of.ts'

export const dialogEvent = 'dialog'

export interface DialogLampsOptions {
  readonly directory: Directory
  /** Host of the SIP URIs we write. */
  readonly host: string
  liveCalls(): Iterable<LiveCall>
  /** Epoch ms. */
  now(): number
}

/** How long a dialog that is over is still told of as terminated, ms: longer than the pace of NOTIFYs. */
const TOLD_AFTER_END_MS = 5_000

interface Watched extends WatchedNumber {
  readonly ended: readonly { readonly dialog: WatchedDialog; readonly at: number }[]
}

/**
 * Colleagues see whom one talks to and may take what rings; the reception of the site sees that one talks. Colleagues are named by their
 * organization: those of the one that had the number before see nothing of it.
 */
type Sight = string
const ofReception: Sight = 'reception'

export class DialogLamps {
  readonly #options: DialogLampsOptions
  readonly #numbers = new Map<string, Watched>()
  /** The numbers that a device, or a main number by its id, belongs to. */
  readonly #numbersOf = new Map<string, string>()
  #notifier: Notifier | undefined

  constructor(options: DialogLampsOptions) {
    this.#options = options
  }

  /** The notifier that the package was given to. */
  attach(notifier: Notifier): void {
    this.#notifier = notifier
  }

  get package(): EventPackage {
    return {
      name: dialogEvent,
      contentType: dialogInfoType,
      state: (resource, version) => this.#write(resource, version),
    }
  }

  /** What a device may watch under a name; undefined: nothing. */
  async resourceFor(device: Device, name: string): Promise<string | undefined> {
    const found = await this.#options.directory.watchable(device, name)
    if (!found) return undefined
    const { organizationId } = device
    await this.#learn(found.e164)
    return resourceOf(found.e164, found.organizationId === organizationId ? organizationId : ofReception)
  }

  /** The last event made something else of a call. @param before the call before it */
  moved(call: LiveCall, before: Call): void {
    if (this.#numbersOf.size === 0) return
    const { state } = call
    const touched = new Set<string | undefined>()
    const callMoved = state.state !== before.state || state.answeredAt !== before.answeredAt
    if (callMoved)
      for (const key of [state.plan.number.numberId, call.caller.device?.id ?? '']) {
        const number = this.#numbersOf.get(key)
        if (number !== undefined && state.state === 'finished' && this.#isOfHolder(call, number))
          this.#noteEnd(number, call.origin.id)
        touched.add(number)
      }
    if (state.legs !== before.legs)
      for (const leg of state.legs) {
        const was = before.legs.find((each) => each.leg === leg.leg)
        const number = was === leg ? undefined : this.#numbersOf.get(leg.target)
        if (number !== undefined && leg.state === 'ended') this.#noteEnd(number, idOfLeg(call, leg))
        touched.add(number)
      }
    for (const number of touched) if (number !== undefined) this.#tell(number)
  }

  /** Whether the call came when a main number was already whose it is. Phones go with their number. */
  #isOfHolder({ state: { plan } }: LiveCall, e164: string): boolean {
    const { e164: called, organizationId } = plan.number
    return called !== e164 || organizationId === this.#numbers.get(e164)?.organizationId
  }

  #tell(e164: string): void {
    for (const sight of [this.#numbers.get(e164)?.organizationId, ofReception])
      if (sight !== undefined) this.#notifier?.changed(dialogEvent, resourceOf(e164, sight))
  }

  #noteEnd(e164: string, id: string): void {
    const number = this.#numbers.get(e164)
    if (!number) return
    const at = this.#options.now()
    const fresh = number.ended.filter((end) => at - end.at < TOLD_AFTER_END_MS)
    const dialog: WatchedDialog = { id, direction: 'recipient', state: 'terminated' }
    this.#numbers.set(e164, { ...number, ended: [...fresh, { dialog, at }] })
  }

  /** @returns undefined when the number is not of those colleagues any more */
  async #write(resource: string, version: number): Promise<string | undefined> {
    const [e164 = '', sight] = resource.split(' ')
    const number = await this.#learn(e164)
    if (!number) throw new Error(`nothing to watch: ${resource}`)
    if (sight !== ofReception && sight !== number.organizationId) return undefined
    const { liveCalls, host, now } = this.#options
    const living = dialogsOf(number, liveCalls(), host)
    const over = number.ended
      .filter(
        ({ dialog, at }) => now() - at < TOLD_AFTER_END_MS && !living.some(({ id }) => id === dialog.id),
      )
      .map(({ dialog }) => dialog)
    const shown = [...living, ...over].map((dialog) => (sight === ofReception ? bare(dialog) : dialog))
    return writeDialogInfo(`sip:${number.e164}@${number.domain}`, version, shown)
  }

  /** Its phones as they are now. */
  async #learn(e164: string): Promise<Watched | undefined> {
    const live = await this.#options.directory.liveOf(e164)
    if (!live) return undefined
    const { numberId, organizationId, kind } = live.plan
    // The phones of a main number's members have numbers of their own.
    const devices = new Set(kind === 'main' ? [] : live.devices.map(({ id }) => id))
    const before = this.#numbers.get(e164)
    const ended = before?.ended ?? []
    const number = { numberId, organizationId, e164, domain: live.domain, devices, ended }
    this.#numbers.set(e164, number)
    // Nobody tells the colleagues who had it of calls any more: what their lamps show ends now.
    if (before?.organizationId !== undefined && before.organizationId !== organizationId)
      this.#notifier?.changed(dialogEvent, resourceOf(e164, before.organizationId))
    for (const key of kind === 'main' ? [numberId] : devices) this.#numbersOf.set(key, e164)
    return number
  }
}

const resourceOf = (e164: string, sight: Sight): string => `${e164} ${sight}`

/** Whether one is called or talks, and nothing else. */
const bare = ({ id, direction, state }: WatchedDialog): WatchedDialog => ({ id, direction, state })

/** Who may watch whose dialogs. */
export const dialogWatchers =
  (lamps: DialogLamps, identify: ReturnType<typeof identifyWatcher>): AuthorizeSubscribe =>
  async (request, flow) => {
    const watcher = await identify(request, flow)
    if ('status' in watcher) return watcher
    const { device, name } = watcher
    const resource = await lamps.resourceFor(device, name)
    return resource === undefined ? { status: 404 } : { resource, subscriber: device.id, confined: true }
  }
