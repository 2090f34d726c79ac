/** Real calls for the pictures: messages that callers left, and one call that rings several phones. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import alawmulaw from 'alawmulaw'
import { ApiClient } from '../../../interop/api-client.ts'
import { freePort } from '../../../interop/peers/ports.ts'
import { startSippCaller } from '../../../interop/peers/sipp.ts'
import type { ServerFixture } from '../../../interop/server-fixture.ts'
import { withPhones } from '../../../interop/sipp-calls.ts'
import { TRUNK_ADDRESS } from '../../../interop/workspace.ts'
import { caller, mainNumber, noted, receptionist, taken, voices } from './people.ts'
import type { Pictured } from './workspace.ts'

const speaker = new URL('../../../interop/sipp/trunk-speaker.xml', import.meta.url)

interface Voice {
  readonly name: string
  readonly number: string
}

/** Each voice calls while the number is out of hours, so that voicemail answers at once: it closes at ten that day. */
export async function leaveMessages(server: ServerFixture, pictured: Pictured): Promise<void> {
  const { company, mainNumberId } = pictured
  await closeFor(company, `/numbers/${mainNumberId}/call-settings`, async () => {
    // The greeting is heard first, for about nine seconds.
    for (const [index, voice] of voices.entries()) {
      if (index === voices.length - 2) await takeMessage(server, pictured)
      await speak(server, voice, voice.seconds + 10)
    }
  })
  await sortMessages(pictured)
}

/** Reception takes a message for the company; it waits to be acknowledged. */
async function takeMessage(
  { api, url }: ServerFixture,
  { operatorId, siteId, companyId }: Pictured,
): Promise<void> {
  const { name } = receptionist
  const { secret } = await api.post<{ secret: string }>('/tokens', {
    name,
    role: 'operator-admin',
    operatorId,
  })
  const dana = new ApiClient(url, secret)
  await dana.post(`/sites/${siteId}/reception-messages`, { organizationId: companyId, ...taken })
}

/** Two stay new, one is deleted, the others are saved. */
async function sortMessages({ company }: Pictured): Promise<void> {
  const { items } = await company.get<{ items: { id: string }[] }>('/messages?state=new')
  const sorted = ['new', 'new', 'saved', 'saved', 'deleted']
  for (const [index, { id }] of items.entries())
    await company.patch(`/messages/${id}`, { state: sorted[index] ?? 'saved' })
  if (items[0]) await company.post(`/messages/${items[0].id}/notes`, { text: noted })
}

/** Phones of the hunt group ring, the first one answers after 8 s and listens for 12 s. */
export async function oneCall(server: ServerFixture, pictured: Pictured): Promise<void> {
  const members = pictured.members.map((login) => ({ numberId: '', e164: '', login }))
  const workspace = { organizationId: pictured.companyId, ...pictured, mainNumber, members }
  await withPhones(server, workspace, { ringMs: 8_000 }, () => speak(server, caller, 12))
}

/** Calls the main number and speaks for so long once answered, then hangs up. */
async function speak(server: ServerFixture, { name, number }: Voice, seconds: number): Promise<void> {
  const folder = join(server.folder, `voice-${number}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'speech.alaw'), murmur(seconds))
  writeFileSync(join(folder, 'dial.csv'), `SEQUENTIAL\n${mainNumber}\n`)
  const from = `${name ? `"${name}" ` : ''}<sip:${number}@`
  const scenario = join(folder, 'speaker.xml')
  writeFileSync(scenario, readFileSync(speaker, 'utf8').replaceAll('<sip:+442079460[call_number]@', from))
  const sipp = startSippCaller({
    scenario,
    folder,
    name: 'speaker',
    address: TRUNK_ADDRESS,
    port: await freePort(TRUNK_ADDRESS),
    target: `${server.sip.address}:${server.sip.port}`,
    calls: 1,
    ratePerSecond: 10,
    pauseMs: seconds * 1_000,
    dial: join(folder, 'dial.csv'),
    timeoutMs: 120_000,
    extra: ['-mp', String(await freePort(TRUNK_ADDRESS))],
  })
  await sipp.ended
  await sipp.stop()
  if (sipp.statistics().successful !== 1) throw new Error(`the call of ${number} failed: ${sipp.errors()}`)
}

async function closeFor(api: ApiClient, settings: string, work: () => Promise<void>): Promise<void> {
  interface Settings {
    readonly version: number
    readonly inHours: object
    readonly outOfHours: object
    readonly voicemailEmails: readonly string[]
  }
  const save = async (hours: object | null) => {
    const { version, inHours, outOfHours, voicemailEmails } = await api.get<Settings>(settings)
    await api.put(settings, { version, inHours, outOfHours, voicemailEmails, hours })
  }
  const intervals = [1, 2, 3, 4, 5].map((day) => ({ day, start: '08:30', end: '10:00' }))
  await save({ mode: 'weekly', intervals })
  await work()
  await save(null)
}

/** A-law at 8 kHz that looks like speech as a waveform: syllables and pauses over a low tone. */
function murmur(seconds: number): Uint8Array {
  const samples = Int16Array.from({ length: seconds * 8_000 }, (_, index) => {
    const at = index / 8_000
    const syllable = Math.abs(Math.sin(at * 9.1)) * (0.6 + 0.4 * Math.sin(at * 2.3))
    const pause = Math.sin(at * 1.1) + Math.sin(at * 0.47) > -0.7 ? 1 : 0.04
    return Math.round(14_000 * syllable * pause * Math.sin(2 * Math.PI * (170 + 40 * Math.sin(at * 5)) * at))
  })
  return alawmulaw.alaw.encode(samples)
}
