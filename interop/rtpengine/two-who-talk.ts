/** A carrier and a phone of foreign make that talk through a server and its rtpengine, and what each of them has heard. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { Baresip } from '../peers/baresip.ts'
import { readWav, toneShare } from '../peers/tone.ts'
import { sleep } from '../peers/waiting.ts'
import type { ServerFixture } from '../server-fixture.ts'
import { createWorkspace, type Workspace } from '../workspace.ts'

export const CALLER_HZ = 440
const MEMBER_HZ = 620
const TALK_MS = 3_000

export class Talk {
  readonly carrier: Baresip
  readonly member: Baresip
  readonly workspace: Workspace

  private constructor(carrier: Baresip, member: Baresip, workspace: Workspace) {
    this.carrier = carrier
    this.member = member
    this.workspace = workspace
  }

  /** Both are there, and the phone picks up whatever rings. The trunk of 127.0.0.1 is there already. */
  static async prepare(server: ServerFixture, name: string): Promise<Talk> {
    const place = join(server.folder, name)
    const workspace = await createWorkspace(server, { members: 1 })
    const login = workspace.members[0]?.login
    if (!login) throw new Error('no member')
    const folder = join(place, 'member')
    const member = await Baresip.start({ folder, toneHz: MEMBER_HZ, login, autoAnswer: true })
    const carrier = await Baresip.start({ folder: join(place, 'carrier'), toneHz: CALLER_HZ })
    return new Talk(carrier, member, workspace)
  }

  /** Resolves when they have talked for a while. */
  static async begin(server: ServerFixture, name: string): Promise<Talk> {
    const talk = await Talk.prepare(server, name)
    await talk.dial(server)
    await sleep(TALK_MS)
    return talk
  }

  async dial({ sip }: ServerFixture): Promise<void> {
    this.carrier.dial(`sip:${this.workspace.mainNumber}@${sip.address}:${sip.port}`)
    await this.carrier.established()
  }

  /** The caller hangs up, and the phone hears of it. */
  async end(): Promise<void> {
    this.carrier.hangUp()
    await this.member.callEnded()
    await this.quit()
  }

  /** Whatever becomes of their call: they are gone, and have written down what they heard. */
  async quit(): Promise<void> {
    await this.carrier.quit()
    await this.member.quit()
  }

  /** Each has heard the other through the last seconds of a recording that is long enough. */
  expectHeard(seconds: number, inAll = seconds): void {
    for (const [phone, hz] of [
      [this.member, CALLER_HZ],
      [this.carrier, MEMBER_HZ],
    ] as const) {
      // It begins another file when the session changes.
      const recording = readWav(readFileSync(phone.recordings().at(-1) ?? ''))
      expect(recording.seconds).toBeGreaterThan(inAll)
      expect(toneShare(recording, hz, recording.seconds - seconds)).toBeGreaterThan(0.9)
    }
  }
}

/** How often a phone has been asked for a session, or has asked for one: each of the two once, before either is shown other ports. */
export const invitations = (phone: Baresip): number => phone.output().match(/^INVITE sip:/gm)?.length ?? 0
