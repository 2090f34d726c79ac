/**
 * Kamailio in front of two servers on one database, with the configuration that `deploy/kamailio` has: of its own it gets
 * what an installation writes beside it, addresses, engines and homes of sites.
 */
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isIPv6 } from 'node:net'
import { join } from 'node:path'
import { nodeNetwork, systemClock } from '@mainline/sip'
import { SipPhone, type SipPhoneOptions } from '@mainline/sip/testing'
import { ensureDebianPackages } from '../../scripts/install-debian-packages.ts'
import { freePort, holdsPort } from '../peers/ports.ts'
import { Program } from '../peers/program.ts'
import { sleep, until } from '../peers/waiting.ts'
import { ServerFixture, temporaryFolder } from '../server-fixture.ts'

/** Where phones and carriers reach the edge, and where engines do. */
const PUBLIC_ADDRESS = '127.0.0.20'
const INNER_ADDRESS = '127.0.0.21'
const deployed = (file: string) => new URL(`../../deploy/kamailio/${file}`, import.meta.url).pathname

/** An address as it stands in URIs and in the edge's configuration. */
const inUri = (address: string): string => (isIPv6(address) ? `[${address}]` : address)

/** Sets of `dispatcher.list`: the first server first, and the second first. */
export const homes = { first: 11, second: 12 } as const

export interface EdgeOptions {
  /** Which number prefixes and SIP domains have their home where. */
  readonly sites?: Readonly<Record<string, number>>
  /** Requests in two seconds after which a source is dropped unread. */
  readonly flood?: number
  /** After which silence, ms, an engine that has let a phone ring is no more, and a phone rings no more. */
  readonly silence?: { readonly engine: number; readonly phone: number }
  /** Both sockets have one address, and differ by their ports. */
  readonly oneAddress?: boolean
  /** All of it by IPv6: edge and servers share the one address of loopback, `::1`. */
  readonly ipv6?: boolean
  /** What both servers are told besides. */
  readonly env?: Readonly<Record<string, string>>
  /** Files of its certificate; it speaks TLS then. */
  readonly tls?: { readonly certificate: string; readonly key: string }
}

export class EdgeFixture implements AsyncDisposable {
  readonly first: ServerFixture
  readonly second: ServerFixture
  /** What a phone is set up with. */
  readonly sip: { readonly address: string; readonly port: number }
  readonly sipsPort: number
  /** Where engines reach it. */
  readonly inner: { readonly address: string; readonly port: number }
  readonly #folder: string
  readonly #phones: SipPhone[] = []
  #program: Program | undefined

  private constructor(
    servers: readonly [ServerFixture, ServerFixture],
    folder: string,
    [publicAddress, innerAddress]: readonly [string, string],
    ports: { readonly open: number; readonly secure: number; readonly inner: number },
  ) {
    ;[this.first, this.second] = servers
    this.#folder = folder
    this.sip = { address: publicAddress, port: ports.open }
    this.sipsPort = ports.secure
    this.inner = { address: innerAddress, port: ports.inner }
  }

  static async start(options: EdgeOptions = {}): Promise<EdgeFixture> {
    const folder = temporaryFolder('mainline-edge-')
    ensureDebianPackages(['kamailio', 'kamailio-tls-modules'])
    const publicAddress = options.ipv6 ? '::1' : PUBLIC_ADDRESS
    const innerAddress = options.oneAddress || options.ipv6 ? publicAddress : INNER_ADDRESS
    const ports = {
      open: await freePort(publicAddress),
      secure: await freePort(publicAddress),
      inner: await freePort(innerAddress),
    }
    const env = { MAINLINE_EDGE: `${inUri(innerAddress)}:${ports.inner}`, ...options.env }
    const place = options.ipv6 ? { sipHost: '::1' } : {}
    const first = await ServerFixture.start({ ...place, env })
    const second = await ServerFixture.start({ ...place, env, beside: first })
    const edge = new EdgeFixture([first, second], folder, [publicAddress, innerAddress], ports)
    edge.#write(options)
    await edge.#run()
    return edge
  }

  /** All it has written since its start. */
  output(): string {
    return this.#program?.output() ?? ''
  }

  /** Kamailio ends, and is started anew: it knows nothing of calls under way, and no connection outlives it. */
  async restart(): Promise<void> {
    await this.#program?.stop('SIGTERM', 10_000)
    await this.#run()
  }

  /** Whether the edge sends an engine calls. */
  isUsed({ sip }: ServerFixture): boolean {
    const args = ['-s', `unix:${join(this.#folder, 'kamailio_ctl')}`, 'dispatcher.list']
    const list = execFileSync('kamcmd', args, { encoding: 'utf8' })
    const flags = new RegExp(`URI: sip:[^ ]*:${sip.port}\\s+FLAGS: (\\w+)`).exec(list)?.[1]
    if (flags === undefined) throw new Error(`no such engine in ${list}`)
    return flags.startsWith('A')
  }

  /** A phone of real sockets that speaks to the edge. */
  async phone(options: Omit<SipPhoneOptions, 'network' | 'clock' | 'server'>): Promise<SipPhone> {
    const phone = await SipPhone.open({
      network: nodeNetwork(),
      clock: systemClock(),
      server: this.sip,
      ...options,
    })
    this.#phones.push(phone)
    return phone
  }

  /**
   * Registers a phone. It has its 200 when the database knows of it; the other engine is told by that some moments later, and takes a
   * phone for absent that registered in between.
   */
  async register(phone: SipPhone): Promise<void> {
    const status = await phone.register(600)
    if (status !== 200) throw new Error(`REGISTER was answered with ${status}`)
    await sleep(500)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#phones.map((phone) => phone.close()))
    await this.#program?.stop('SIGTERM', 10_000)
    await this.second[Symbol.asyncDispose]()
    await this.first[Symbol.asyncDispose]()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #write({ sites = {}, flood, silence, tls }: EdgeOptions): void {
    const folder = this.#folder
    mkdirSync(folder, { recursive: true })
    copyFileSync(deployed('kamailio.cfg'), join(folder, 'kamailio.cfg'))
    const own = {
      PUBLIC_ADDRESS: inUri(this.sip.address),
      PUBLIC_PORT: this.sip.port,
      PUBLIC_TLS_PORT: this.sipsPort,
      INNER_ADDRESS: inUri(this.inner.address),
      INNER_PORT: this.inner.port,
      EDGE_FOLDER: folder,
    }
    const lines = Object.entries(own).map(([name, value]) => `#!substdef "!${name}!${value}!g"`)
    lines.push('#!define CHILDREN 2', ...(flood === undefined ? [] : [`#!define FLOOD_REQUESTS ${flood}`]))
    if (silence)
      lines.push(`#!define ENGINE_SILENCE ${silence.engine}`, `#!define PHONE_RINGS ${silence.phone}`)
    if (tls) {
      lines.push('#!define WITH_TLS')
      const certificates = readFileSync(deployed('tls.cfg'), 'utf8')
        .replace(/^certificate = .*/m, `certificate = ${tls.certificate}`)
        .replace(/^private_key = .*/m, `private_key = ${tls.key}`)
      writeFileSync(join(folder, 'tls.cfg'), certificates)
    }
    writeFileSync(join(folder, 'edge-local.cfg'), `${lines.join('\n')}\n`)
    const engine = ({ sip }: ServerFixture) => `sip:${inUri(sip.address)}:${sip.port}`
    const [one, two] = [engine(this.first), engine(this.second)]
    writeFileSync(
      join(folder, 'dispatcher.list'),
      `1 ${one}\n1 ${two}\n11 ${one} 0 10\n11 ${two} 0 1\n12 ${two} 0 10\n12 ${one} 0 1\n`,
    )
    const homeLines = Object.entries(sites).map(([what, set]) => `    $sht(site=>${what}) = ${set};\n`)
    if (homeLines.length > 0)
      writeFileSync(join(folder, 'sites.cfg'), `event_route[htable:mod-init] {\n${homeLines.join('')}}\n`)
  }

  async #run(): Promise<void> {
    const folder = this.#folder
    const program = new Program({
      command: 'kamailio',
      folder,
      args: [
        ...['-f', join(folder, 'kamailio.cfg'), '-DD', '-E', '-m', '64', '-M', '8'],
        ...['-P', join(folder, 'kamailio.pid'), '-Y', folder],
      ],
    })
    this.#program = program
    await until(
      'Kamailio to listen',
      () => !program.alive || holdsPort(program.pid, this.sip.port),
      15_000,
      () => program.output(),
    )
    if (!program.alive) throw new Error(`Kamailio did not start: ${program.output()}`)
  }
}
