/** A voicemail for tests of the message page. */
import { expect } from 'vitest'
import { startSpeaker } from '../../../interop/crash/speakers.ts'
import type { ServerFixture } from '../../../interop/server-fixture.ts'
import { createTrunk, setRoute, TRUNK_ADDRESS } from '../../../interop/workspace.ts'
import { ensureDebianPackages } from '../../../scripts/install-debian-packages.ts'

/** A real call that is sent to voicemail at once and speaks for some seconds. */
export async function leaveMessage(
  server: ServerFixture,
  { id, e164 }: { readonly id: string; readonly e164: string },
): Promise<void> {
  ensureDebianPackages(['sip-tester'])
  await createTrunk(server, 'Carrier of the test', TRUNK_ADDRESS)
  await setRoute(server, id, { steps: [{ target: 'voicemail' }] })
  const speaker = await startSpeaker(server, e164, 'note-speaker', 16_000)
  await speaker.ended
  await expect
    .poll(async () => (await server.api.get<{ items: unknown[] }>('/messages')).items.length, {
      timeout: 10_000,
    })
    .toBe(1)
}
