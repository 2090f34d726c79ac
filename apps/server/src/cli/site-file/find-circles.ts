/**
 * Forwards in a circle over numbers that are not in the file (M6): asked of the server, which knows where all numbers
 * of the platform forward to. It is told where the main numbers of the site would, as the file leaves them.
 */
import { forwardsOfRoute, type NamedRoute, routesOfChange, validateForwards } from '@mainline/pbx'
import { callSettingsSection, type SettingsSpec } from './call-settings.ts'
import { type DatedChanges, datedChangesSection, toChange } from './dated-changes.ts'
import { type EventSpec, eventsSection } from './events.ts'
import type { NumbersSpec } from './numbers.ts'
import { routeFromText } from './route-text.ts'
import { must, type SiteAccess } from './site-access.ts'
import type { SiteFile } from './site-file.ts'

/** The parts of a file that lead calls somewhere. */
interface Routed {
  readonly numbers?: NumbersSpec
  readonly events?: readonly EventSpec[]
  readonly callSettings?: Readonly<Record<string, SettingsSpec>>
  readonly datedChanges?: DatedChanges
}

/** What the server takes at a time. */
const portion = 1000

/** @returns a sentence for each step that leads back, by section and number */
export async function findCircles(file: SiteFile, site: SiteAccess): Promise<string[]> {
  const { numbers, events, callSettings, datedChanges }: Routed = file
  if (!numbers && !events && !callSettings && !datedChanges) return []
  const settings = { ...(await callSettingsSection.read(site)), ...callSettings }
  const changes = datedChanges ?? (await datedChangesSection.read(site))
  const schedule = events ?? (await eventsSection.read(site))
  const mains = mainsOf(site, numbers).map((main) => ({
    ...main,
    routes: [
      ...routesOf(settings[main.e164]),
      ...(changes[main.e164] ?? []).flatMap((change) => routesOfChange(toChange(change))),
      ...schedule.flatMap((event) => routeOfEvent(event, main, site)),
    ],
  }))
  const planned = mains.map(({ e164, routes }) => ({
    e164,
    forwards: [...new Set(routes.flatMap(({ route }) => forwardsOfRoute(route)))],
  }))
  if (planned.every(({ forwards }) => forwards.length === 0)) return []
  const loops = new Map<string, readonly string[]>()
  for (let at = 0; at < planned.length; at += portion) {
    const body = { numbers: planned.slice(at, at + portion) }
    const told = must(await site.client.checkForwards({ body }))
    for (const { e164, forwards } of told.loops) loops.set(e164, forwards)
  }
  return mains.flatMap(({ e164, routes }) => {
    const back = (number: string) => (loops.get(e164)?.includes(number) ? [e164] : [])
    return validateForwards(e164, routes, back).map(({ words }) => `callSettings.${e164}: ${words}`)
  })
}

interface Main {
  readonly e164: string
  /** By name where the file says it, else by identifier. */
  readonly organizationId: string | undefined
}

/** The main numbers that take calls when the file is applied. */
function mainsOf(site: SiteAccess, wanted: NumbersSpec = {}): Main[] {
  const present = site.numbers
    .filter(({ e164, kind, state }) => !(e164 in wanted) && kind === 'main' && state === 'ACTIVE')
    .map(({ e164, organizationId }) => ({ e164, organizationId: organizationId ?? undefined }))
  const named = Object.entries(wanted)
    .filter(([, { kind, state }]) => kind === 'main' && state === 'ACTIVE')
    .map(([e164, { organization = '' }]) => ({ e164, organizationId: idOf(site, organization) }))
  return [...present, ...named]
}

const idOf = (site: SiteAccess, organization: string): string =>
  site.findOrganization(organization)?.id ?? organization

const routesOf = (spec: SettingsSpec | undefined): NamedRoute[] =>
  spec === undefined
    ? []
    : [
        { path: 'In hours', route: routeFromText(spec.inHours) },
        { path: 'Out of hours', route: routeFromText(spec.outOfHours) },
      ]

/** The route of an event that holds for a main number. */
function routeOfEvent(
  { name, number, organization, route }: EventSpec,
  main: Main,
  site: SiteAccess,
): NamedRoute[] {
  const holds =
    (number ?? main.e164) === main.e164 &&
    (organization === undefined || idOf(site, organization) === main.organizationId)
  return route && holds ? [{ path: `“${name}”`, route: routeFromText(route) }] : []
}
