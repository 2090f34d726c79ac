/** What is spoken with the browser of a seat: Opus, or G.711 where it has none (C12). */
import type { Page } from 'playwright-core'
import { describe, expect, onTestFinished } from 'vitest'
import { createTrunk, TRUNK_ADDRESS } from '../../../interop/workspace.ts'
import { ownCompany, readSample } from './arrange.ts'
import { Caller } from './caller.ts'
import { test as base } from './fixture.ts'
import type { Installation } from './installation.ts'
import { BrowserSeat } from './seats.ts'

/** What each says, hertz. */
const tones = { rita: 500, caller: 1_300 }

const test = base.extend<{ number: string; siteId: string }>({
  siteId: async ({ installation }, use) => use((await readSample(installation.server)).siteId),
  /** The main number that leads to the seat. */
  number: [
    async ({ installation }, use) => {
      const { server } = installation
      const { main } = await readSample(server)
      const path = `/numbers/${main.id}/call-settings`
      const { version } = await server.api.get<{ version: number }>(path)
      const route = { steps: [{ target: 'reception', limitSeconds: 60 }, { target: 'voicemail' }] }
      const hours = { mode: 'always-open' }
      await server.api.put(path, { version, inHours: route, outOfHours: route, hours })
      await createTrunk(server, 'Carrier of the tests', TRUNK_ADDRESS)
      await use(main.e164)
    },
    { scope: 'file' },
  ],
})

/** What a browser says of the audio that it has now. */
interface Sound {
  readonly sends: string | undefined
  readonly hears: string | undefined
  /** Packets that we have told it we miss; undefined while we have told it nothing. */
  readonly missed: number | undefined
}

function soundOf(page: Page): Promise<Sound> {
  return page.evaluate(async () => {
    const { connections } = globalThis as unknown as { connections: RTCPeerConnection[] }
    const live = connections.find(({ connectionState }) => connectionState === 'connected')
    const stats = [...((await live?.getStats()) ?? new Map()).values()]
    const of = (type: string) => stats.find((each) => each.type === type)
    const codec = (type: string) => stats.find(({ id }) => id === of(type)?.codecId)?.mimeType
    return {
      sends: codec('outbound-rtp'),
      hears: codec('inbound-rtp'),
      missed: of('remote-inbound-rtp')?.packetsLost,
    }
  })
}

async function openSeat(installation: Installation, siteId: string): Promise<BrowserSeat> {
  const seat = await BrowserSeat.open(installation, 'receptionist', siteId, tones.rita)
  onTestFinished(() => seat[Symbol.asyncDispose]())
  return seat
}

/** Calls, is answered at the seat, and both hear each other. */
async function talk(installation: Installation, number: string, rita: BrowserSeat): Promise<Caller> {
  await rita.sitDown()
  const caller = await Caller.dial(installation, number, tones.caller)
  const card = rita.page.getByRole('region', { name: ownCompany })
  await card.getByText('Ringing', { exact: true }).waitFor()
  await rita.page.keyboard.press('F2')
  await caller.hearsTone(tones.rita)
  await rita.hearsTone(tones.caller)
  return caller
}

/** What the record of the last call says was spoken, once it is there. */
function spokenInLastCall({ server }: Installation) {
  return expect.poll(
    async () => {
      const { items } = await server.api.get<{ items: { callId: string }[] }>('/calls?limit=1')
      const { codecs } = await server.api.get<{ codecs: string[] }>(`/calls/${items[0]?.callId}`)
      return codecs.toSorted()
    },
    { timeout: 30_000 },
  )
}

describe('a seat in a browser (C12)', () => {
  test('speaks Opus: both hear each other, digits and reports go by it, and the record says so', async ({
    installation,
    number,
    siteId,
  }) => {
    const rita = await openSeat(installation, siteId)
    const caller = await talk(installation, number, rita)
    expect(await soundOf(rita.page)).toMatchObject({ sends: 'audio/opus', hears: 'audio/opus' })
    await rita.page.evaluate(() => {
      const { connections } = globalThis as unknown as { connections: RTCPeerConnection[] }
      const live = connections.find(({ connectionState }) => connectionState === 'connected')
      live?.getSenders()[0]?.dtmf?.insertDTMF('42#', 120)
    })
    await expect.poll(() => caller.audio.digits, { timeout: 30_000 }).toBe('42#')
    // After digits it speaks on.
    caller.audio.forget()
    await caller.hearsTone(tones.rita)
    // Our reports go to it while it is relayed: without them it would not know what to say twice.
    await expect.poll(async () => (await soundOf(rita.page)).missed, { timeout: 30_000 }).toBe(0)
    caller.hangUp()
    await rita.ready()
    await spokenInLastCall(installation).toEqual(['OPUS', 'PCMA'])
  })

  test('that has no Opus speaks G.711', async ({ installation, number, siteId }) => {
    const rita = await openSeat(installation, siteId)
    await rita.context.addInitScript(() => {
      const { prototype } = globalThis.RTCPeerConnection
      const take: (description: RTCSessionDescriptionInit) => Promise<void> = prototype.setRemoteDescription
      prototype.setRemoteDescription = function (description: RTCSessionDescriptionInit) {
        const sdp = description.sdp
          ?.replace(/(m=audio \S+ \S+) 111/, '$1')
          .replaceAll(/a=(rtpmap|fmtp):111 .*\r\n/g, '')
        return take.call(this, { type: description.type, sdp: sdp ?? '' })
      }
    })
    await rita.openAgain()
    const caller = await talk(installation, number, rita)
    expect(await soundOf(rita.page)).toMatchObject({ sends: 'audio/PCMA', hears: 'audio/PCMA' })
    caller.hangUp()
    await rita.ready()
    await spokenInLastCall(installation).toEqual(['PCMA'])
  })
})
