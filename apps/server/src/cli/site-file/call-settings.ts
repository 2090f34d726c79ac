/** `callSettings`: what becomes of calls to each main number (M5), by number. One that is not named is left as it is. */
import { saveCallSettings } from '@mainline/contract'
import { z } from 'zod'
import { hoursFromText, hoursText, hoursToText } from './hours-text.ts'
import { routeFromText, routeText, routeToText } from './route-text.ts'
import { isSame, type Section } from './section.ts'
import { forEachOf, must, type SiteAccess } from './site-access.ts'

/** Everything besides routes and hours, as the API has it. */
const rest = saveCallSettings.body.omit({ version: true, inHours: true, outOfHours: true, hours: true })

const settingsSpec = rest
  .extend({ inHours: routeText, outOfHours: routeText, hours: hoursText.optional() })
  .strict()

export type SettingsSpec = z.output<typeof settingsSpec>

export const callSettingsSection: Section<Record<string, SettingsSpec>> = {
  key: 'callSettings',
  comment: 'What becomes of calls to a main number. Without "hours" it keeps the hours of the site.',
  schema: z.record(z.string(), settingsSpec),
  async read(site) {
    const mains = site.numbers.filter(({ kind, state }) => kind === 'main' && state === 'ACTIVE')
    return Object.fromEntries(
      await forEachOf(mains, async ({ e164 }) => [e164, (await current(site, e164)).spec]),
    )
  },
  changes: (wanted, present) =>
    Object.entries(wanted)
      .filter(([e164, spec]) => !isSame(spec, present[e164]))
      .map(([e164, spec]) => ({
        words: `call settings of ${e164}: ${differences(spec, present[e164])}`,
        async apply(site) {
          // A number that was just activated has the defaults (M7), which may be what the file says.
          const { version, spec: now } = await current(site, e164)
          if (isSame(now, spec)) return
          const { inHours, outOfHours, hours, ...more } = spec
          const body = {
            ...more,
            version,
            inHours: routeFromText(inHours),
            outOfHours: routeFromText(outOfHours),
            hours: hours === undefined ? null : hoursFromText(hours),
          }
          must(await site.client.saveCallSettings({ params: { numberId: site.number(e164).id }, body }))
        },
      })),
}

async function current(site: SiteAccess, e164: string): Promise<{ version: number; spec: SettingsSpec }> {
  const settings = must(await site.client.getCallSettings({ params: { numberId: site.number(e164).id } }))
  const spec = {
    inHours: routeToText(settings.inHours),
    outOfHours: routeToText(settings.outOfHours),
    ...(settings.hours && { hours: hoursToText(settings.hours) }),
    ...rest.strip().parse(settings),
  }
  return { version: settings.version, spec }
}

function differences(wanted: SettingsSpec, present: SettingsSpec | undefined): string {
  const names = ['inHours', 'outOfHours', 'hours', ...Object.keys(rest.shape)] as (keyof SettingsSpec)[]
  return names
    .filter((name) => !isSame(wanted[name], present?.[name]))
    .map(
      (name) =>
        `${name} becomes ${wanted[name] === undefined ? 'the hours of the site' : JSON.stringify(wanted[name])}`,
    )
    .join('; ')
}
