/** rtpengines of a test file and planes with them before the built-in one; whatever was opened is closed, and nothing is left in them. */
import { rmSync } from 'node:fs'
import {
  type MediaEndpoint,
  type MediaPlane,
  type Negotiated,
  RelayedPlane,
  type RelayedPlaneOptions,
  type SignallingSource,
} from '@mainline/media'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { closeAll, openPlane } from '../../packages/media/testing/plane-and-phones.ts'
import { ensureDebianPackages } from '../../scripts/install-debian-packages.ts'
import { Rtpengine } from '../peers/rtpengine.ts'
import { temporaryFolder } from '../server-fixture.ts'

export interface Planes {
  readonly builtIn: MediaPlane
  readonly plane: RelayedPlane
}

export interface RtpenginesOfFile {
  readonly first: Rtpengine
  readonly second: Rtpengine
  /** For whatever else a test starts or writes. */
  readonly folder: string
}

const relayed: RelayedPlane[] = []

/** Two rtpengines for the tests of the file that calls this at its top. */
export function startRtpengines(): RtpenginesOfFile {
  const folder = temporaryFolder('mainline-relayed-')
  const started: Rtpengine[] = []
  const at = (which: number): Rtpengine => {
    const rtpengine = started[which]
    if (!rtpengine) throw new Error('no rtpengine yet')
    return rtpengine
  }
  beforeAll(async () => {
    ensureDebianPackages(['rtpengine-daemon'])
    for (const which of [1, 2]) started.push(await Rtpengine.start({ folder, which }))
  })
  afterAll(async () => {
    for (const rtpengine of started) await rtpengine[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true })
  })
  afterEach(async () => {
    for (const plane of relayed.splice(0)) await plane.close()
    await closeAll()
    for (const rtpengine of started) expect(await rtpengine.calls()).toEqual([])
  })
  return {
    folder,
    get first() {
      return at(0)
    },
    get second() {
      return at(1)
    },
  }
}

/** Closed after the test. @param options beside those of every test here */
export async function relayBy(
  builtIn: MediaPlane,
  rtpengines: RelayedPlaneOptions['rtpengines'],
  options: Partial<RelayedPlaneOptions> = {},
): Promise<RelayedPlane> {
  const usual = { bound: '127.0.0.1', log: () => {}, ahead: 4 }
  const plane = await RelayedPlane.open(builtIn, { rtpengines, ...usual, ...options })
  relayed.push(plane)
  return plane
}

/** A plane of its own with these before it. */
export async function openRelayed(...rtpengines: readonly Rtpengine[]): Promise<Planes> {
  const builtIn = await openPlane()
  return { builtIn, plane: await relayBy(builtIn, rtpengines.map(addressOf)) }
}

export const addressOf = ({ address, ngPort }: Rtpengine) => ({ host: address, port: ngPort })

/** What a re-INVITE of the party has settled. */
export function agree(
  endpoint: MediaEndpoint,
  phone: { readonly port: number },
  more: Partial<Negotiated>,
  allowFrom?: SignallingSource,
): void {
  const negotiated: Negotiated = {
    address: '127.0.0.1',
    family: 4,
    port: phone.port,
    rtcpPort: phone.port + 1,
    rtcpMux: false,
    codecs: [{ name: 'PCMA', clockRate: 8000, send: 8, receive: 8 }],
    telephoneEvent: { send: 101, receive: 101 },
    direction: 'sendrecv',
    ptime: 20,
    hold: false,
    ...more,
  }
  endpoint.setRemote(negotiated, allowFrom && { allowFrom })
}
