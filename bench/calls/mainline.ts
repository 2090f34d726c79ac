/**
 * Mainline as it is installed: the server with its embedded database, registrations by digest, call records stored, logs
 * on. It listens on a loopback address of its own, so that its thousands of media ports meet nobody else's.
 */
import { atRest } from '../../interop/at-rest.ts'
import { register } from '../../interop/peers/registration.ts'
import { ServerFixture } from '../../interop/server-fixture.ts'
import { createTrunk, createWorkspace, TRUNK_ADDRESS } from '../../interop/workspace.ts'
import { type BenchServer, PHONE_ADDRESS, type Workload } from './bench-server.ts'

const SIP_ADDRESS = '127.0.0.2'
const RTP_PORTS = '10000-31999'

/** Where the carrier of all benches calls from. */
export const CALLER_ADDRESS = TRUNK_ADDRESS

/** A main number whose members' devices are registered at `phonePorts`. W2 calls the first member's own number. */
export async function startMainline(folder: string, phonePorts: readonly number[]): Promise<BenchServer> {
  const server = await startServer(folder)
  try {
    const { mainNumber, members } = await createWorkspace(server, { members: phonePorts.length })
    await createTrunk(server, 'Bench', CALLER_ADDRESS)
    for (const [index, { login }] of members.entries()) {
      const port = phonePorts[index] ?? 0
      const status = await register({ ...login, address: PHONE_ADDRESS, port, server: server.sip })
      if (status !== 200) throw new Error(`REGISTER of phone ${index + 1} was answered with ${status}`)
    }
    return benchServer(server, phonePorts, { w1: [mainNumber], w2: [members[0]?.e164 ?? mainNumber] })
  } catch (error) {
    await server[Symbol.asyncDispose]()
    throw error
  }
}

/** On data that is there already: phones, numbers and trunk included. */
export async function startMainlineOn(
  folder: string,
  phonePorts: readonly number[],
  dial: Readonly<Record<Workload, readonly string[]>>,
): Promise<BenchServer> {
  return benchServer(await startServer(folder), phonePorts, dial)
}

const startServer = (folder: string): Promise<ServerFixture> =>
  ServerFixture.start({ folder, sipHost: SIP_ADDRESS, rtpPorts: RTP_PORTS })

function benchServer(
  server: ServerFixture,
  phonePorts: readonly number[],
  dial: BenchServer['dial'],
): BenchServer {
  return {
    name: 'mainline',
    label: 'mainline',
    pid: server.pid,
    target: `${server.sip.address}:${server.sip.port}`,
    phonePorts,
    dial,
    leftOver: (of) => atRest(server, of),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}
