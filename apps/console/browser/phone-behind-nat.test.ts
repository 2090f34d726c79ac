/** The phone of a page behind NAT: to the server itself, and by TURN (coturn) where the router lets no UDP out (C12). */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HomeNetwork, openHomeNetwork, whyNoNamespaces } from '../../../interop/nat/home-network.ts'
import { Baresip } from '../../../interop/peers/baresip.ts'
import { Program } from '../../../interop/peers/program.ts'
import { ServerFixture } from '../../../interop/server-fixture.ts'
import { createTrunk } from '../../../interop/workspace.ts'
import { ensureDebianPackages } from '../../../scripts/install-debian-packages.ts'
import { giveOperatorAMain } from './arrange.ts'
import { chromiumFlags } from './chromium.ts'
import { chromiumAt, makeCertificate } from './home.ts'
import { personOf } from './installation.ts'
import { adapterScript } from './phone-adapter.ts'

const TURN_SECRET = 'a-secret-of-this-test'
const impossible = whyNoNamespaces()

interface PageWindow {
  phone: { open(): Promise<void>; answer(id: string): void }
  view?: { state: string; calls: { id: string; state: string }[] }
  connections: RTCPeerConnection[]
}

describe.skipIf(impossible !== undefined)(`a page behind NAT${impossible ? ` (${impossible})` : ''}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'mainline-nat-'))
  let network: HomeNetwork
  let server: ServerFixture
  let turn: Program
  let browser: Browser
  let number: { numberId: string; e164: string }

  beforeAll(async () => {
    ensureDebianPackages(['chromium', 'coturn', 'baresip-core', 'openssl'])
    network = openHomeNetwork()
    const { serverAddress, otherAddress, home } = network
    turn = startTurn(folder, serverAddress, otherAddress)
    server = await ServerFixture.start({
      sipHost: serverAddress,
      tls: makeCertificate(folder, serverAddress),
      env: {
        MAINLINE_HTTP_HOST: '0.0.0.0',
        MAINLINE_TURN: `turn:${otherAddress}:3478?transport=tcp`,
        MAINLINE_TURN_SECRET: TURN_SECRET,
      },
    })
    const [member] = (await giveOperatorAMain(server)).members
    if (!member) throw new Error('no member')
    number = member
    await createTrunk(server, 'Carrier beside the server', serverAddress)
    const inside = chromiumAt(home, folder)
    const media = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
    const args = [...chromiumFlags, ...media, '--ignore-certificate-errors']
    browser = await chromium.launch({ executablePath: inside, args })
  })
  afterAll(async () => {
    await browser?.close()
    await server?.[Symbol.asyncDispose]()
    await turn?.stop()
    network?.[Symbol.dispose]()
    rmSync(folder, { recursive: true, force: true })
  })

  it('reaches the server itself', async () => {
    const { through, heard } = await callThePage()
    expect(through).not.toBe('relay')
    expect(heard).toBeGreaterThan(50)
  })

  it('is relayed by TURN where the router lets no UDP out', async () => {
    network.blockUdp()
    const { through, heard } = await callThePage()
    expect(through).toBe('relay')
    expect(heard).toBeGreaterThan(50)
  })

  /** The kind of the page's candidate in use, and how many packets of the caller's audio it heard. */
  async function callThePage() {
    const baseURL = `https://${network.serverAddress}:${new URL(server.url).port}`
    const context = await browser.newContext({ baseURL, ignoreHTTPSErrors: true, bypassCSP: true })
    const page = await context.newPage()
    await openPhone(page, personOf(server.dataFolder, 'operator-admin'))
    const own = { address: network.serverAddress }
    const carrier = await Baresip.start({
      folder: join(folder, `carrier-${Date.now()}`),
      toneHz: 440,
      place: own,
    })
    try {
      carrier.dial(`sip:${number.e164}@${server.sip.address}:${server.sip.port}`)
      await carrier.established()
      await expect.poll(async () => (await statistics(page)).heard, { timeout: 20_000 }).toBeGreaterThan(50)
      // The caller hears the page, too.
      await expect.poll(async () => (await statistics(page)).sent, { timeout: 10_000 }).toBeGreaterThan(50)
      return await statistics(page)
    } finally {
      await carrier.quit()
      await context.close()
    }
  }

  async function openPhone(page: Page, person: { email: string; password: string }) {
    await page.goto('/api/v1')
    await page.evaluate(async ({ email, password }) => {
      const own = globalThis as unknown as PageWindow
      own.connections = []
      const Plain = RTCPeerConnection
      globalThis.RTCPeerConnection = class extends Plain {
        constructor(configuration?: RTCConfiguration) {
          super(configuration)
          own.connections.push(this)
        }
      }
      const headers = { 'content-type': 'application/json' }
      const body = JSON.stringify({ email, password })
      const answer = await fetch('/api/v1/sign-in', { method: 'POST', headers, body })
      if (!answer.ok) throw new Error(await answer.text())
    }, person)
    await page.addScriptTag({ content: await adapterScript() })
    await page.evaluate(async (numberId) => {
      const own = globalThis as unknown as PageWindow & {
        adapter: { BrowserPhone: new (options: object) => PageWindow['phone'] }
      }
      own.phone = new own.adapter.BrowserPhone({
        credentials: async () =>
          (await fetch(`/api/v1/numbers/${numberId}/browser-phone`, { method: 'POST' })).json(),
        changed(view: NonNullable<PageWindow['view']>) {
          own.view = view
          for (const call of view.calls) if (call.state === 'ringing') own.phone.answer(call.id)
        },
      })
      await own.phone.open()
    }, number.numberId)
    const state = () => page.evaluate(() => (globalThis as unknown as PageWindow).view?.state)
    await expect.poll(state, { timeout: 20_000 }).toBe('registered')
  }
})

function statistics(page: Page): Promise<{ through: string; heard: number; sent: number }> {
  return page.evaluate(async () => {
    const { connections } = globalThis as unknown as PageWindow
    const report = [...((await connections.at(-1)?.getStats()) ?? new Map()).values()]
    const pair = report.find(
      ({ type, state, nominated }) => type === 'candidate-pair' && nominated && state === 'succeeded',
    )
    return {
      through: report.find(({ id }) => id === pair?.localCandidateId)?.candidateType ?? 'none',
      heard: report.find(({ type }) => type === 'inbound-rtp')?.packetsReceived ?? 0,
      sent:
        report.find(({ type }) => type === 'remote-inbound-rtp' || type === 'outbound-rtp')?.packetsSent ?? 0,
    }
  })
}

/** As `docs/nat.md` configures it, without certificates. */
function startTurn(folder: string, serverAddress: string, address: string): Program {
  const options = [
    ['listening-ip', address],
    ['relay-ip', address],
    ['listening-port', '3478'],
    ['realm', 'turn.example'],
    ['static-auth-secret', TURN_SECRET],
    ['denied-peer-ip', '0.0.0.0-255.255.255.255'],
    ['allowed-peer-ip', serverAddress],
    ['pidfile', join(folder, 'turn.pid')],
    ['log-file', 'stdout'],
    ['userdb', join(folder, 'turn.db')],
  ].map(([name, value]) => `--${name}=${value}`)
  const flags = [
    '-n',
    '--use-auth-secret',
    '--no-tls',
    '--no-dtls',
    '--no-cli',
    '--no-multicast-peers',
    '--fingerprint',
  ]
  return new Program({ command: 'turnserver', args: [...flags, ...options], folder, name: 'turnserver' })
}
