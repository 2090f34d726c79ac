/** `devices`: phones by username, without secrets. A new one gets a password, which is shown once. */
import { deviceName, username } from '@mainline/contract'
import { z } from 'zod'
import type { Change, Section } from './section.ts'
import { allPages, must, type SiteAccess } from './site-access.ts'

const deviceSpec = z.strictObject({ name: deviceName, number: z.string() })
type DeviceSpec = z.output<typeof deviceSpec>

export const devicesSection: Section<Record<string, DeviceSpec>> = {
  key: 'devices',
  comment: 'Phones by username. One that is not named is removed.',
  schema: z.record(username, deviceSpec),
  async read(site) {
    const devices = site.site ? await devicesOf(site) : []
    const named = devices.map(
      ({ username: key, name, numberId }) => [key, { name, number: site.e164Of(numberId) }] as const,
    )
    return Object.fromEntries(named.sort(([a], [b]) => (a < b ? -1 : 1)))
  },
  changes(wanted, present) {
    const gone = Object.keys(present).filter(
      (key) => !wanted[key] || wanted[key].number !== present[key]?.number,
    )
    const made = Object.entries(wanted).filter(([key]) => !present[key] || gone.includes(key))
    const renamed = Object.entries(wanted).filter(
      ([key, { name }]) => present[key] && !gone.includes(key) && present[key].name !== name,
    )
    return [
      ...gone.map(removal),
      ...made.map(([key, spec]) => addition(key, spec)),
      ...renamed.map(([key, { name }]) => renaming(key, name)),
    ]
  },
}

const devicesOf = (site: SiteAccess) =>
  allPages((after) =>
    site.client.listDevices({ query: { siteId: site.id, limit: 1000, ...(after && { after }) } }),
  )

async function deviceOf(site: SiteAccess, key: string) {
  const found = (await devicesOf(site)).find((device) => device.username === key)
  return (
    found ??
    must<never>({ ok: false, status: 404, code: 'not-found', message: `No device ${key}.`, requestId: '' })
  )
}

const removal = (key: string): Change => ({
  words: `device ${key}: remove it`,
  apply: async (site) => {
    const { id, version } = await deviceOf(site, key)
    must(await site.client.deleteDevice({ params: { deviceId: id }, query: { version } }))
  },
})

const addition = (key: string, { name, number }: DeviceSpec): Change => ({
  words: `device ${key}: add it to ${number} as ${name}`,
  apply: async (site) => {
    const body = { numberId: site.number(number).id, name, username: key }
    const { device, password } = must(await site.client.createDevice({ body }))
    site.secrets.push(`device ${key} at ${device.realm}: password ${password}`)
  },
})

const renaming = (key: string, name: string): Change => ({
  words: `device ${key}: is called ${name}`,
  apply: async (site) => {
    const { id, version } = await deviceOf(site, key)
    must(await site.client.renameDevice({ params: { deviceId: id }, body: { version, name } }))
  },
})
