/** A main number that is changed and called, and what was seen of it. */
import { sleep } from '../../interop/peers/waiting.ts'
import type { ServerFixture } from '../../interop/server-fixture.ts'
import { createWorkspace, type Workspace } from '../../interop/workspace.ts'
import type { Carrier } from './carrier.ts'

interface Saved {
  readonly version: number
  readonly changedAt: string
}

/** Changes that a line tells from each other: 07700 900000 to 900999 are reserved for drama, a hundred are a line's. */
const TURNS = 100

export class Line {
  readonly #server: ServerFixture
  readonly #carrier: Carrier
  readonly #workspace: Workspace
  readonly #beginning: string
  #version: number
  #turn = 0
  /** From before the commit to the first INVITE that obeys, ms. */
  obeyedMs: number[] = []
  /** From the request to its answer, ms. */
  answeredMs: number[] = []
  calls = 0
  stale = 0

  constructor(
    server: ServerFixture,
    carrier: Carrier,
    workspace: Workspace,
    at: { index: number; version: number },
  ) {
    this.#server = server
    this.#carrier = carrier
    this.#workspace = workspace
    this.#beginning = `+44770090${String(at.index).padStart(2, '0')}`
    this.#version = at.version
  }

  /** Forgets what the warm-up brought. */
  forget(): void {
    this.obeyedMs = []
    this.answeredMs = []
    this.calls = 0
    this.stale = 0
  }

  /** Waits for an instant of `performance.now()`. */
  async until(instant: number): Promise<void> {
    const left = instant - performance.now()
    if (left > 0) await sleep(left)
  }

  /** One change, and calls until one obeys it. */
  async changeAndCall(): Promise<void> {
    this.#turn = (this.#turn + 1) % TURNS
    const wanted = `${this.#beginning}${String(this.#turn).padStart(2, '0')}`
    const route = {
      steps: [{ target: 'forward', number: wanted, limitSeconds: 20 }, { target: 'voicemail' }],
    }
    const asked = performance.now()
    const saved = await this.#server.api.put<Saved>(
      `/numbers/${this.#workspace.mainNumberId}/call-settings`,
      {
        version: this.#version,
        inHours: route,
        outOfHours: route,
      },
    )
    this.#version = saved.version
    this.answeredMs.push(performance.now() - asked)
    for (;;) {
      const sent = Date.now()
      if ((await this.#callOnce()) === wanted) {
        this.obeyedMs.push(sent - Date.parse(saved.changedAt))
        return
      }
      this.stale += 1
    }
  }

  /** @returns the number to which the call was forwarded */
  async #callOnce(): Promise<string> {
    this.calls += 1
    const reached = this.#carrier.reached(this.#beginning)
    const outgoing = this.#carrier.call(this.#workspace.mainNumber)
    const refused = outgoing.ended.then(() =>
      Promise.reject(new Error('a call ended before it was forwarded')),
    )
    const { call, number } = await Promise.race([reached, refused])
    refused.catch(() => {})
    outgoing.cancel()
    await Promise.all([outgoing.ended, call.ended])
    return number
  }
}

/** Makes the numbers, and the trunk by which they forward. */
export async function openLines(server: ServerFixture, carrier: Carrier, count: number): Promise<Line[]> {
  const lines: Line[] = []
  for (let index = 0; index < count; index += 1) {
    const workspace = await createWorkspace(server, { members: 0 })
    if (index === 0) await pointTrunkAt(server, carrier.port)
    const { version } = await server.api.get<Saved>(`/numbers/${workspace.mainNumberId}/call-settings`)
    lines.push(new Line(server, carrier, workspace, { index, version }))
  }
  return lines
}

async function pointTrunkAt(server: ServerFixture, port: number): Promise<void> {
  const { items } = await server.api.get<{
    items: { id: string; name: string; version: number; sourceAddresses: string[] }[]
  }>('/trunks')
  const trunk = items.find(({ name }) => name === 'Carrier of the tests')
  if (!trunk) throw new Error('the workspace made no trunk')
  const [host] = trunk.sourceAddresses
  await server.api.patch(`/trunks/${trunk.id}`, { version: trunk.version, host, port })
}
