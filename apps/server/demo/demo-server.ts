/** A server of the demo's own: a child process on throwaway data and free ports, gone with the demo. */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ApiClient } from './api-client.ts'
import { until } from './waiting.ts'

const MAIN = new URL('../src/main.ts', import.meta.url).pathname

/** Where the server listens; phones and carrier have addresses of their own. */
export const SERVER_ADDRESS = '127.0.0.1'

export interface DemoServer extends AsyncDisposable {
  readonly api: ApiClient
  /** Where the API is, and the provider's token for it. */
  readonly url: string
  readonly token: string
  /** UDP and TCP port of SIP. */
  readonly sipPort: number
  /** Milliseconds from start until it took calls. */
  readonly readyAfterMs: number
}

/** Starts it and waits until it takes calls. @throws with its last words when it does not come up */
export async function startDemoServer(): Promise<DemoServer> {
  const folder = mkdtempSync(join(tmpdir(), 'mainline-demo-'))
  // As root the embedded database runs under another account, which has to pass through here.
  chmodSync(folder, 0o755)
  const [httpPort, sipPort] = [await freePort(), await freePort()]
  const rtpFirst = 20_000 + 2 * Math.floor(Math.random() * 5_000)
  const token = randomBytes(24).toString('base64url')
  const logFile = join(folder, 'server.log')
  const output = openSync(logFile, 'a')
  const started = performance.now()
  const child = spawn(process.execPath, [MAIN], {
    cwd: folder,
    stdio: ['ignore', output, output],
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      MAINLINE_DATA: join(folder, 'data'),
      MAINLINE_HTTP_PORT: String(httpPort),
      MAINLINE_SIP_HOST: SERVER_ADDRESS,
      MAINLINE_SIP_PORT: String(sipPort),
      MAINLINE_RTP_PORTS: `${rtpFirst}-${rtpFirst + 199}`,
      MAINLINE_TOKEN: token,
      MAINLINE_LOG_LEVEL: 'warn',
    },
  })
  const ended = once(child, 'exit')
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
    process.off('exit', kill)
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
  // Whoever interrupts the demo leaves nothing behind either.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stop().finally(() => process.exit(1)))
  try {
    await until('the server takes calls', () => isReady(httpPort, child.exitCode), 120_000)
  } catch (error) {
    const lastWords = readFileSync(logFile, 'utf8').slice(-4_000)
    await stop()
    throw new Error(`${error instanceof Error ? error.message : error}\n${lastWords}`)
  }
  const url = `http://127.0.0.1:${httpPort}`
  return {
    api: new ApiClient(url, token),
    url,
    token,
    sipPort,
    readyAfterMs: performance.now() - started,
    [Symbol.asyncDispose]: stop,
  }
}

async function isReady(httpPort: number, exitCode: number | null): Promise<true | undefined> {
  if (exitCode !== null) throw new Error(`the server ended at its start with status ${exitCode}`)
  const response = await fetch(`http://127.0.0.1:${httpPort}/readyz`).catch(() => undefined)
  return response?.ok ? true : undefined
}

/** A port that is free for UDP and TCP just now, below those that the system may give to somebody else meanwhile. */
async function freePort(): Promise<number> {
  const port = 31_000 + Math.floor(Math.random() * 1_700)
  const [server, socket] = [createServer(), createSocket('udp4')]
  try {
    server.listen(port, SERVER_ADDRESS)
    await once(server, 'listening')
    socket.bind(port, SERVER_ADDRESS)
    await once(socket, 'listening')
    return port
  } catch {
    return freePort()
  } finally {
    server.close()
    socket.close()
  }
}
