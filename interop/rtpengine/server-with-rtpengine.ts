/** A server, its rtpengine, and a trunk of 127.0.0.1: where carriers of these tests call from. */
import { rmSync } from 'node:fs'
import { afterAll, beforeAll } from 'vitest'
import { ensureDebianPackages } from '../../scripts/install-debian-packages.ts'
import { Rtpengine } from '../peers/rtpengine.ts'
import { ServerFixture, temporaryFolder } from '../server-fixture.ts'
import { createTrunk } from '../workspace.ts'

export interface ServerWithRtpengine {
  readonly rtpengine: Rtpengine
  readonly server: ServerFixture
}

/** For the tests of the file that calls this at its top; there from its first test on. */
export function startServerWithRtpengine(): ServerWithRtpengine {
  const folder = temporaryFolder('mainline-rtpengine-')
  const started: { rtpengine?: Rtpengine; server?: ServerFixture } = {}
  const must = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('not started yet')
    return value
  }
  beforeAll(async () => {
    ensureDebianPackages(['baresip-core', 'rtpengine-daemon'])
    const rtpengine = await Rtpengine.start({ folder })
    started.rtpengine = rtpengine
    const server = await ServerFixture.start({ env: { MAINLINE_RTPENGINE: rtpengine.setting } })
    started.server = server
    await createTrunk(server, 'Carrier on 127.0.0.1', '127.0.0.1')
  })
  afterAll(async () => {
    await started.server?.[Symbol.asyncDispose]()
    await started.rtpengine?.[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true })
  })
  return {
    get rtpengine() {
      return must(started.rtpengine)
    },
    get server() {
      return must(started.server)
    },
  }
}
