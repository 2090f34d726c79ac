/**
 * Kamailio in front of two servers on one database, with the configuration that `deploy/kamailio` has: of its own it gets
 * what an installation writes beside it, addresses, engines and homes of sites.
 */
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeNetwork, systemClock } from '@mainline/sip'
import { SipPhone, type SipPhoneOptions } from '@mainline/sip/testing'
import { freePort, holdsPort } from '../peers/ports.ts'
import { Program } from '../peers/program.ts'
import { until } from '../peers/waiting.ts'
import { ServerFixture, temporaryFolder } from '../server-fixture.ts'

/** Where phones and carriers reach the edge, and where engines do. */
const PUBLIC_ADDRESS = '127.0.0.20'
const INNER_ADDRESS = '127.0.0.21'
const CONFIGURATION = new URL('../../deploy/kamailio/kamailio.cfg', import.meta.url).pathname

/** Sets of `dispatcher.list`: the first server first, and the second first. */
export const homes = { first: 11, second: 12 } as const

export interface EdgeOptions {
  /** Which number prefixes and SIP domains have their home where. */
  readonly sites?: Readonly<Record<string, number>>
  /** Requests in two seconds after which a source is dropped unread. */
  readonly flood?: number
}

export class EdgeFixture implements AsyncDisposable {
  readonly first: ServerFixture
  readonly second: ServerFixture
  /** What a phone is set up with. */
  readonly sip: { readonly address: string; readonly port: number }
  /** Where engines reach it. */
  readonly inner: { readonly address: string; readonly port: number }
  readonly #folder: string
  readonly #phones: SipPhone[] = []
  #program: Program | undefined

  private constructor(
    servers: readonly [ServerFixture, ServerFixture],
    folder: string,
    ports: { readonly open: number; readonly inner: number },
  ) {
    ;[this.first, this.second] = servers
    this.#folder = folder
    this.sip = { address: PUBLIC_ADDRESS, port: ports.open }
    this.inner = { address: INNER_ADDRESS, port: ports.inner }
  }

  static async start(options: EdgeOptions = {}): Promise<EdgeFixture> {
    const folder = temporaryFolder('mainline-edge-')
    const ports = { open: await freePort(PUBLIC_ADDRESS), inner: await freePort(INNER_ADDRESS) }
    const env = { MAINLINE_EDGE: `${INNER_ADDRESS}:${ports.inner}` }
    const first = await ServerFixture.start({ env })
    const second = await ServerFixture.start({ env, beside: first })
    const edge = new EdgeFixture([first, second], folder, ports)
    edge.#write(options)
    await edge.#run()
    return edge
  }

  /** All it has written since its start. */
  output(): string {
    return this.#program?.output() ?? ''
  }

  /** A phone of real sockets that speaks to the edge. */
  async phone(options: Omit<SipPhoneOptions, 'network' | 'clock' | 'server'>): Promise<SipPhone> {
    return this.phoneAt(this.sip, options)
  }

  /** One that speaks to somebody else, as a stranger would to an engine. */
  async phoneAt(
    server: SipPhoneOptions['server'],
    options: Omit<SipPhoneOptions, 'network' | 'clock' | 'server'>,
  ): Promise<SipPhone> {
    const phone = await SipPhone.open({ network: nodeNetwork(), clock: systemClock(), server, ...options })
    this.#phones.push(phone)
    return phone
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#phones.map((phone) => phone.close()))
    await this.#program?.stop('SIGTERM', 10_000)
    await this.second[Symbol.asyncDispose]()
    await this.first[Symbol.asyncDispose]()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #write({ sites = {}, flood }: EdgeOptions): void {
    const folder = this.#folder
    mkdirSync(folder, { recursive: true })
    copyFileSync(CONFIGURATION, join(folder, 'kamailio.cfg'))
    const own = {
      PUBLIC_ADDRESS,
      PUBLIC_PORT: this.sip.port,
      INNER_ADDRESS,
      INNER_PORT: this.inner.port,
      EDGE_FOLDER: folder,
    }
    const lines = Object.entries(own).map(([name, value]) => `#!substdef "!${name}!${value}!g"`)
    lines.push('#!define CHILDREN 2', ...(flood === undefined ? [] : [`#!define FLOOD_REQUESTS ${flood}`]))
    writeFileSync(join(folder, 'edge-local.cfg'), `${lines.join('\n')}\n`)
    const engine = ({ sip }: ServerFixture) => `sip:${sip.address}:${sip.port}`
    const [one, two] = [engine(this.first), engine(this.second)]
    writeFileSync(
      join(folder, 'dispatcher.list'),
      `1 ${one}\n1 ${two}\n11 ${one} 0 10\n11 ${two} 0 1\n12 ${two} 0 10\n12 ${one} 0 1\n`,
    )
    const homeLines = Object.entries(sites).map(([what, set]) => `    $sht(site=>${what}) = ${set};`)
    writeFileSync(join(folder, 'sites.cfg'), `event_route[htable:mod-init] {\n${homeLines.join('\n')}\n}\n`)
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
