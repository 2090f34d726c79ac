/** The network of a seat is gone for 15 s while it talks: the caller is not dropped, and is with the seat again (C7). */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openHomeNetwork, whyNoNamespaces } from '../../../interop/nat/home-network.ts'
import { sleep } from '../../../interop/peers/waiting.ts'
import { ServerFixture } from '../../../interop/server-fixture.ts'
import { createTrunk, TRUNK_ADDRESS } from '../../../interop/workspace.ts'
import { ensureDebianPackages } from '../../../scripts/install-debian-packages.ts'
import { ownCompany, readSample } from './arrange.ts'
import { Caller } from './caller.ts'
import { chromiumAt, makeCertificate } from './home.ts'
import { personOf, type Role } from './installation.ts'
import { BrowserSeat, type SeatPlace } from './seats.ts'

/** What each says, hertz. */
const tones = { rita: 500, caller: 1_300 }

/** Where the seat is, and how its network goes and comes. */
interface Office {
  readonly server: ServerFixture
  /** Where callers come from. */
  readonly carrier: string
  readonly place?: SeatPlace
  readonly cut: (seat: BrowserSeat) => void
  readonly mend: (seat: BrowserSeat) => void
}

/** A seat at home, behind a router: packets are lost there, and nobody is told. */
async function openHome(): Promise<Office> {
  ensureDebianPackages(['chromium', 'openssl'])
  const folder = mkdtempSync(join(tmpdir(), 'mainline-home-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const network = openHomeNetwork()
  onTestFinished(() => network[Symbol.dispose]())
  const { serverAddress, otherAddress: carrier, home } = network
  const server = await ServerFixture.start({
    sipHost: serverAddress,
    tls: makeCertificate(folder, serverAddress),
    env: { MAINLINE_HTTP_HOST: '0.0.0.0' },
  })
  const url = `https://${serverAddress}:${new URL(server.url).port}`
  const place = { executablePath: chromiumAt(home, folder), url }
  return { server, carrier, place, cut: () => network.cut(), mend: () => network.mend() }
}

/** Where no namespaces can be made, the browser is stopped: it neither hears nor says anything. */
const openHere = async (): Promise<Office> => ({
  server: await ServerFixture.start(),
  carrier: TRUNK_ADDRESS,
  cut: (seat) => seat.pause(),
  mend: (seat) => seat.goOn(),
})

const impossible = whyNoNamespaces()

it(`its caller hears music meanwhile, and is offered to it as soon as it is back${impossible ? ` (${impossible}: its browser is stopped)` : ''}`, async () => {
  const { server, carrier, place, cut, mend } = await (impossible ? openHere() : openHome())
  onTestFinished(() => server[Symbol.asyncDispose]())
  const { main, siteId } = await readSample(server)
  const path = `/numbers/${main.id}/call-settings`
  const { version } = await server.api.get<{ version: number }>(path)
  const route = { steps: [{ target: 'reception', limitSeconds: 60 }, { target: 'voicemail' }] }
  await server.api.put(path, { version, inHours: route, outOfHours: route, hours: { mode: 'always-open' } })
  await createTrunk(server, 'Carrier of the tests', carrier)
  const installation = { server, person: (role: Role) => personOf(server.dataFolder, role) }
  const rita = await BrowserSeat.open(installation, 'receptionist', siteId, tones.rita, place)
  onTestFinished(() => rita[Symbol.asyncDispose]())
  await rita.sitDown()
  const card = rita.page.getByRole('region', { name: ownCompany })

  const caller = await Caller.dial(installation, main.e164, tones.caller, carrier)
  await card.getByText('Ringing', { exact: true }).waitFor()
  await rita.page.keyboard.press('F2')
  await caller.hearsTone(tones.rita)
  await rita.hearsTone(tones.caller)

  const gone = performance.now()
  cut(rita)
  await sleep(10_500)
  await caller.hearsMusic(tones.rita)
  await sleep(15_000 - (performance.now() - gone))
  mend(rita)
  await card.getByText('Came back', { exact: true }).waitFor()
  await rita.page.keyboard.press('F2')
  await caller.hearsTone(tones.rita)
  await rita.hearsTone(tones.caller)
  expect(caller.over).toBe(false)
  caller.hangUp()
  await rita.ready()
})
