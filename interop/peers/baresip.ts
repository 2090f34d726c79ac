/**
 * baresip as a phone or as a carrier: plays a sine tone into the call and keeps what it hears as a WAV file. No sound
 * card: the source is its tone generator, the player a virtual cable, the recording its audio filter.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DeviceLogin } from './device-login.ts'
import { freePort } from './ports.ts'
import { Program } from './program.ts'
import { sleep, until } from './waiting.ts'

const ADDRESS = '127.0.0.1'
/** What it says, and goes on without that transport, or ends. */
const PORT_TAKEN = /init failed \(Address already in use\)/
const MOST_TRIES = 5
const MODULES = ['stdio', 'g711', 'sndfile', 'ausine', 'aubridge', 'srtp']

export interface BaresipOptions {
  readonly folder: string
  /** The tone that it speaks with, in Hz. */
  readonly toneHz: number
  /** Registers with this; without it, it only calls and is called by address. */
  readonly login?: DeviceLogin
  /** Picks up by itself. */
  readonly autoAnswer?: boolean
  readonly codec?: 'PCMA' | 'PCMU'
  readonly transport?: 'udp' | 'tcp' | 'tls'
  /** Its audio is secured with keys of its descriptions (RFC 4568), or there is no call. */
  readonly secured?: boolean
  /** Subscribes to its message-waiting lamp (RFC 3842). */
  readonly watchesLamp?: boolean
  /** Whom it answers for where it does not register; `carrier` when left out. */
  readonly user?: string
  /** File with certificate and key, for calls that come by TLS; shown to whomever it calls, too. */
  readonly certificate?: string
  /** Where it runs; on loopback when left out. */
  readonly place?: { readonly address: string; readonly namespace?: string }
}

export class Baresip extends Program {
  readonly port: number
  readonly #folder: string

  private constructor(folder: string, port: number, namespace: string | undefined) {
    const inside = namespace === undefined ? [] : ['ip', 'netns', 'exec', namespace]
    const [command = '', ...args] = [...inside, 'baresip', '-4', '-f', folder, '-s']
    super({ command, folder, args, stdin: true, name: 'baresip' })
    this.#folder = folder
    this.port = port
  }

  /**
   * Starts it and waits until it is ready, and registered when it has a login. It takes TLS at the port beside its own, which
   * may be somebody's: then it is started anew at others.
   */
  static async start(options: BaresipOptions): Promise<Baresip> {
    for (let tries = 1; ; tries += 1) {
      const phone = await Baresip.#startOnce(options)
      if (phone !== 'port taken') return phone
      if (tries === MOST_TRIES) throw new Error(`baresip found its ports taken ${tries} times`)
    }
  }

  static async #startOnce(options: BaresipOptions): Promise<Baresip | 'port taken'> {
    const { address = ADDRESS, namespace } = options.place ?? {}
    // A namespace of its own has every port free.
    const port = namespace === undefined ? await freePort(address) : 5060
    mkdirSync(options.folder, { recursive: true })
    writeFileSync(join(options.folder, 'config'), configuration(options, port))
    writeFileSync(join(options.folder, 'accounts'), `${account(options, port)}\n`)
    writeFileSync(join(options.folder, 'contacts'), '')
    const phone = new Baresip(options.folder, port, namespace)
    const ready = options.login ? /200 OK[\s\S]*CSeq: \d+ REGISTER/ : /baresip is ready/
    const what = options.login ? 'baresip to register' : 'baresip to start'
    const either = new RegExp(`${ready.source}|${PORT_TAKEN.source}`)
    try {
      await phone.#said(either, what)
    } catch (error) {
      await phone.stop('SIGKILL')
      throw error
    }
    if (!PORT_TAKEN.test(phone.output())) return phone
    await phone.stop('SIGKILL')
    return 'port taken'
  }

  dial(uri: string): void {
    this.write(`/dial ${uri}`)
  }

  /** Passes its call on without asking (RFC 3515). */
  transfer(uri: string): void {
    this.write(`/transfer ${uri}`)
  }

  hangUp(): void {
    this.write('/hangup')
  }

  established(timeoutMs = 30_000): Promise<unknown> {
    return this.#said(/Call established/, 'baresip to be in a call', timeoutMs)
  }

  callEnded(timeoutMs = 30_000): Promise<unknown> {
    return this.#said(/session closed|terminated \(duration/, 'baresip to see the call end', timeoutMs)
  }

  /** Calls, is talked to for so long once somebody answers, and hangs up. */
  async talk(uri: string, milliseconds: number): Promise<void> {
    this.dial(uri)
    await this.established()
    await sleep(milliseconds)
    this.hangUp()
    await this.callEnded()
  }

  /** The WAV files of what it heard, one per call. */
  recordings(): string[] {
    return readdirSync(this.#folder)
      .filter((name) => name.endsWith('-dec.wav'))
      .sort()
      .map((name) => join(this.#folder, name))
  }

  /** What each NOTIFY said of waiting messages, the oldest first: `yes 1/0`, `no 0/1`. */
  lamp(): string[] {
    const summaries = this.output().matchAll(
      /Messages-Waiting: (\w+)\s+(?:Message-Account: \S+\s+)?Voice-Message: (\d+\/\d+)/g,
    )
    return [...summaries].map(([, waiting, counts]) => `${waiting} ${counts}`)
  }

  async quit(): Promise<void> {
    this.write('/quit')
    await this.stop('SIGTERM', 3_000)
  }

  #said(pattern: RegExp, what: string, timeoutMs = 30_000): Promise<unknown> {
    return until(
      what,
      () => pattern.test(this.output()),
      timeoutMs,
      () => this.output().slice(-2_000),
    )
  }
}

function configuration(
  { folder, toneHz, transport = 'udp', watchesLamp, certificate, place }: BaresipOptions,
  port: number,
): string {
  const address = place?.address ?? ADDRESS
  return [
    ...(certificate === undefined ? [] : [`sip_certificate ${certificate}`]),
    `sip_listen ${address}:${port}`,
    `sip_trans_def ${transport}`,
    // An address instead of an interface's name: it then offers loopback media.
    `net_interface ${address}`,
    `audio_source ausine,${toneHz}`,
    'audio_player aubridge,heard',
    'audio_alert aubridge,alert',
    // The tone generator makes 48 kHz stereo and nothing else.
    'ausrc_srate 48000',
    'ausrc_channels 2',
    `snd_path ${folder}`,
    'module_path /usr/lib/baresip/modules',
    ...MODULES.map((name) => `module ${name}.so`),
    'module_tmp account.so',
    'module_app menu.so',
    ...(watchesLamp ? ['module_app mwi.so'] : []),
    '',
  ].join('\n')
}

function account(
  {
    login,
    user = 'carrier',
    autoAnswer,
    codec = 'PCMA',
    transport = 'udp',
    watchesLamp,
    secured,
    place,
  }: BaresipOptions,
  port: number,
): string {
  const parameters = [
    ...(login
      ? [
          `auth_user=${login.username}`,
          `auth_pass=${login.password}`,
          `outbound="sip:${login.server.address}:${login.server.port};transport=${transport}"`,
          'regint=120',
        ]
      : ['regint=0']),
    `answermode=${autoAnswer ? 'auto' : 'manual'}`,
    `audio_codecs=${codec}/8000`,
    ...(secured ? ['mediaenc=srtp-mand'] : []),
    `mwi=${watchesLamp ? 'yes' : 'no'}`,
  ]
  const aor = login
    ? `sip:${login.username}@${login.domain};transport=${transport}`
    : `sip:${user}@${place?.address ?? ADDRESS}:${port};transport=${transport}`
  return `<${aor}>;${parameters.join(';')}`
}
