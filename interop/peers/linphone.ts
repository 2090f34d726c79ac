/**
 * Linphone's console phone: registers, answers by itself, plays a WAV file into the call and records what it hears.
 * It runs with a home of its own, so that nothing of the user's is read or written.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DeviceLogin } from './device-login.ts'
import { freePort, holdsPort } from './ports.ts'
import { Program } from './program.ts'
import { toneWav } from './tone.ts'
import { until } from './waiting.ts'

const ADDRESS = '127.0.0.1'

export interface LinphoneOptions {
  readonly folder: string
  readonly toneHz: number
  readonly login?: DeviceLogin
}

export class Linphone extends Program {
  readonly port: number
  /** What it heard; complete after `quit`. */
  readonly recording: string
  readonly #log: string

  private constructor(folder: string, port: number) {
    super({
      command: 'linphonec',
      folder,
      args: ['-a', '-c', join(folder, 'linphonerc'), '-d', '3', '-l', join(folder, 'linphone.log')],
      env: { HOME: folder },
      stdin: true,
    })
    this.port = port
    this.recording = join(folder, 'heard.wav')
    this.#log = join(folder, 'linphone.log')
  }

  /** Starts it and waits until it listens, and is registered when it has a login. */
  static async start(options: LinphoneOptions): Promise<Linphone> {
    const { folder, toneHz, login } = options
    const [port, rtpPort] = [await freePort(ADDRESS), await freePort(ADDRESS)]
    mkdirSync(join(folder, '.local/share/linphone'), { recursive: true })
    mkdirSync(join(folder, '.config/linphone'), { recursive: true })
    writeFileSync(join(folder, 'linphonerc'), configuration(port, rtpPort, login))
    writeFileSync(join(folder, 'tone.wav'), toneWav(toneHz, 60, 16_000))
    const phone = new Linphone(folder, port)
    try {
      await until(
        'linphonec to listen',
        () => holdsPort(phone.pid, port),
        30_000,
        () => phone.output(),
      )
      for (const line of [
        'soundcard use files',
        `play ${join(folder, 'tone.wav')}`,
        `record ${phone.recording}`,
      ]) {
        phone.write(line)
      }
      if (login) await phone.#registered()
    } catch (error) {
      await phone.stop('SIGKILL')
      throw error
    }
    return phone
  }

  /** Calls somebody; its present call waits meanwhile. @param place which call of this program it will be, from 1 */
  async dial(uri: string, place: number): Promise<void> {
    if (place > 1) {
      this.write('pause')
      await this.#said(/Call \d+ with .* paused/, 'linphonec to hold its call')
    }
    this.write(`call ${uri}`)
    await this.inCall(place)
  }

  /** @param place of the call, from 1 */
  inCall(place: number, timeoutMs = 30_000): Promise<unknown> {
    return this.#said(new RegExp(`Call ${place} with .* connected`), `call ${place} of linphonec`, timeoutMs)
  }

  /** Joins the two that it talks to (RFC 3891). */
  join(one: number, other: number): void {
    this.write(`transfer ${one} --to-call ${other}`)
  }

  callEnded(timeoutMs = 30_000): Promise<unknown> {
    return this.#said(/Call \d+ with .* ended/, 'linphonec to see the call end', timeoutMs)
  }

  async quit(): Promise<void> {
    this.write('quit')
    await this.stop('SIGTERM', 5_000)
  }

  /** It tells its log, not its user. */
  #registered(): Promise<unknown> {
    return until(
      'linphonec to register',
      () => /moving from state .* to \[LinphoneRegistrationOk\]/.test(readFileSync(this.#log, 'latin1')),
      30_000,
      () => this.output(),
    )
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

function configuration(port: number, rtpPort: number, login: DeviceLogin | undefined): string {
  const lines = [
    '[sip]',
    `sip_port=${port}`,
    'sip_tcp_port=-1',
    'sip_tls_port=-1',
    `bind_address=${ADDRESS}`,
    'guess_hostname=0',
    `contact="phone" <sip:phone@${ADDRESS}>`,
    'media_encryption=none',
    'use_ipv6=0',
    // It asks for a route to the outside world and stays silent without one, loopback or not.
    'auto_net_state_mon=0',
    'register_only_when_network_is_up=0',
    `default_proxy=${login ? 0 : -1}`,
    '[rtp]',
    `audio_rtp_port=${rtpPort}`,
    '[video]',
    'enabled=0',
  ]
  if (login) {
    const { username, password, domain, server } = login
    lines.push(
      '[auth_info_0]',
      `username=${username}`,
      `passwd=${password}`,
      '[proxy_0]',
      `reg_proxy=<sip:${server.address}:${server.port};transport=udp>`,
      `reg_route=<sip:${server.address}:${server.port};transport=udp;lr>`,
      `reg_identity=sip:${username}@${domain}`,
      'reg_expires=120',
      'reg_sendregister=1',
      'publish=0',
    )
  }
  return `${lines.join('\n')}\n`
}
