/** sipp, Debian's SIP traffic generator, as a caller behind a trunk or as a phone. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { holdsPort } from './ports.ts'
import { Program } from './program.ts'
import { until } from './waiting.ts'

export type SippTransport = 'UDP' | 'TCP'

interface SippOptions {
  /** Path of the scenario file. */
  readonly scenario: string
  readonly folder: string
  /** Unique in the folder: names its logs and statistics. */
  readonly name: string
  readonly address: string
  readonly port: number
  readonly transport?: SippTransport
  /** Length in ms of a `<pause/>` without a length of its own: ring time of a phone, talk time of a caller. */
  readonly pauseMs?: number
  /** Share of datagrams it loses on purpose, both ways, in percent. */
  readonly lostPercent?: number
  readonly extra?: readonly string[]
}

export interface SippCallerOptions extends SippOptions {
  readonly target: string
  readonly calls: number
  readonly ratePerSecond: number
  /** Called numbers, dialled one after the other and from the start again. */
  readonly dial: string
  /** Writes the response time of every call. */
  readonly traceResponseTimes?: boolean
  /** Gives up after this long. */
  readonly timeoutMs: number
}

/** What sipp counted. */
export interface SippStatistics {
  readonly successful: number
  readonly failed: number
  readonly retransmissions: number
  readonly current: number
  readonly unexpected: number
}

export class Sipp extends Program {
  readonly #files: { statistics: string; errors: string; responseTimes: string; counts: string }

  constructor(options: SippOptions, args: readonly string[] = []) {
    const { folder, name } = options
    const statistics = join(folder, `${name}.statistics.csv`)
    const errors = join(folder, `${name}.errors.log`)
    super({
      command: 'sipp',
      name,
      folder,
      args: [
        ...args,
        ...['-sf', options.scenario, '-i', options.address, '-p', String(options.port), '-bind_local'],
        ...['-t', options.transport === 'TCP' ? 't1' : 'u1', '-d', String(options.pauseMs ?? 0), '-nostdin'],
        ...['-mi', options.address, '-buff_size', '4000000', '-trace_stat', '-fd', '1', '-stf', statistics],
        ...['-trace_err', '-error_file', errors, '-timer_resol', '1'],
        ...(options.lostPercent ? ['-lost', String(options.lostPercent)] : []),
        ...(options.extra ?? []),
      ],
    })
    const scenario = (options.scenario.split('/').pop() ?? '').replace(/\.xml$/, '')
    this.#files = {
      statistics,
      errors,
      responseTimes: join(folder, `${scenario}_${this.pid}_rtt.csv`),
      counts: join(folder, `${scenario}_${this.pid}_counts.csv`),
    }
  }

  statistics(): SippStatistics {
    const [head, ...rows] = readLines(this.#files.statistics)
    const names = head?.split(';') ?? []
    const last = rows.at(-1)?.split(';') ?? []
    const value = (name: string) => Number(last[names.indexOf(name)] ?? 0) || 0
    return {
      successful: value('SuccessfulCall(C)'),
      failed: value('FailedCall(C)'),
      retransmissions: value('Retransmissions(C)'),
      current: value('CurrentCall'),
      unexpected: value('FailedUnexpectedMessage(C)'),
    }
  }

  /** Response times in ms by the name of their clock, when they were traced. */
  responseTimes(clock = '1'): number[] {
    return readLines(this.#files.responseTimes)
      .slice(1)
      .map((line) => line.split(';'))
      .filter(([, , name]) => name === clock)
      .map(([, ms]) => Number(ms))
  }

  errors(): string {
    return existsSync(this.#files.errors) ? readFileSync(this.#files.errors, 'latin1') : ''
  }

  /** Lets the calls in progress finish, so that the last statistics are written. */
  async finish(graceMs = 3_000): Promise<SippStatistics> {
    await this.stop('SIGUSR1', graceMs)
    return this.statistics()
  }
}

/**
 * Starts a phone: sipp as a UAS that follows its scenario for every call.
 * @throws when it did not bind its port, so that nobody measures a phone that is not there
 */
export async function startSippPhone(options: SippOptions): Promise<Sipp> {
  const phone = new Sipp(options)
  const protocol = options.transport === 'TCP' ? 'tcp' : 'udp'
  try {
    await until(
      `${options.name} to bind ${options.address}:${options.port}`,
      () => !phone.alive || holdsPort(phone.pid, options.port, protocol),
      20_000,
      () => phone.output(),
    )
    if (!phone.alive) throw new Error(`${options.name} did not start: ${phone.output()} ${phone.errors()}`)
    return phone
  } catch (error) {
    await phone.stop('SIGKILL')
    throw error
  }
}

/** Starts a caller; `ended` resolves with 0 when every call went as its scenario says. */
export function startSippCaller(options: SippCallerOptions): Sipp {
  return new Sipp(options, [
    options.target,
    ...['-inf', options.dial, '-r', String(options.ratePerSecond), '-m', String(options.calls)],
    ...[
      '-l',
      String(Math.min(18_000, options.calls)),
      '-timeout',
      String(Math.ceil(options.timeoutMs / 1_000)),
      '-timeout_error',
    ],
    ...(options.traceResponseTimes ? ['-trace_rtt', '-rtt_freq', '100'] : []),
  ])
}

function readLines(path: string): string[] {
  return existsSync(path) ? readFileSync(path, 'latin1').split('\n').filter(Boolean) : []
}
