/**
 * What a file asks for that the server would refuse, as far as it can be told before anything is written: by the same
 * rules, on the site as the file leaves it (M5, M6, M10, N9).
 */
import {
  forwardsOfRoute,
  type NamedRoute,
  refuse,
  refuseQuantity,
  unitsOf,
  validateChange,
  validateForwards,
  validateRoute,
  validateZone,
} from '@mainline/pbx'
import type { SettingsSpec } from './call-settings.ts'
import { type DatedChanges, isOver, localNow, toChange } from './dated-changes.ts'
import type { EventSpec } from './events.ts'
import { findCircles } from './find-circles.ts'
import { type HolidaySpec, unknownPlaces } from './holidays.ts'
import type { Members } from './hunt-groups.ts'
import type { NumbersSpec } from './numbers.ts'
import { routeFromText } from './route-text.ts'
import { isSame } from './section.ts'
import type { SiteSpec } from './site.ts'
import type { SiteAccess } from './site-access.ts'
import type { SiteFile } from './site-file.ts'

/** A file, or what a site has: the sections that are looked at. */
interface Parts {
  readonly site?: SiteSpec
  readonly numbers?: NumbersSpec
  readonly voiceServices?: Readonly<Record<string, number>>
  readonly events?: readonly EventSpec[]
  readonly huntGroups?: Readonly<Record<string, Members>>
  readonly callSettings?: Readonly<Record<string, SettingsSpec>>
  readonly datedChanges?: DatedChanges
  readonly holidays?: readonly HolidaySpec[]
}

/** A number as it is when the file is applied. */
interface Wanted {
  readonly kind: 'main' | 'ordinary'
  readonly active: boolean
  /** By its identifier where it has one already. */
  readonly organization: string | undefined
}

/** @returns a sentence for each refusal; what the site has already is not judged */
export async function checkFile(file: SiteFile, present: SiteFile, site: SiteAccess): Promise<string[]> {
  const check = new Check(file, present, site)
  const faults = [
    ...check.zone(),
    ...check.services(),
    ...check.groups(),
    ...check.routes(),
    ...check.sites(),
    ...check.datedChanges(),
    ...(await check.holidays()),
  ]
  // What goes wrong within the file is said by its own words, once.
  return faults.length > 0 ? [...new Set(faults)] : findCircles(file, site)
}

class Check {
  readonly #file: Parts
  readonly #present: Parts
  readonly #site: SiteAccess
  readonly #numbers = new Map<string, Wanted>()

  constructor(file: SiteFile, present: SiteFile, site: SiteAccess) {
    this.#file = file
    this.#present = present
    this.#site = site
    for (const { e164, kind, state, organizationId } of site.numbers) {
      const active = state === 'ACTIVE' || state === 'PENDING'
      this.#numbers.set(e164, { kind, active, organization: organizationId ?? undefined })
    }
    for (const [e164, { kind, state, organization }] of Object.entries(this.#file.numbers ?? {})) {
      const owner = organization === undefined ? undefined : this.#idOf(organization)
      this.#numbers.set(e164, { kind, active: state === 'ACTIVE', organization: owner })
    }
  }

  #idOf = (organization: string): string => this.#site.findOrganization(organization)?.id ?? organization

  zone(): string[] {
    const zone = this.#file.site?.timeZone
    const refused = zone === undefined ? undefined : validateZone(zone)
    return refused ? [`site.timeZone: ${refused.words}`] : []
  }

  /** N9: as many units as its active numbers use. */
  services(): string[] {
    const before = this.#present.voiceServices ?? {}
    const wanted = { ...before, ...this.#file.voiceServices }
    const named = new Set(
      Object.entries(wanted).flatMap(([name, units]) => (before[name] === units ? [] : [name])),
    )
    for (const [e164, { state, organization = '' }] of Object.entries(this.#file.numbers ?? {}))
      if (state === 'ACTIVE' && this.#present.numbers?.[e164]?.state !== 'ACTIVE') named.add(organization)
    return [...named].flatMap((name) => {
      const refused = refuseQuantity(wanted[name] ?? 0, this.#unitsOf(name))
      return refused ? [`voiceServices.${name}: ${refused.words}`] : []
    })
  }

  #unitsOf(organization: string): number {
    const mainUnits = this.#file.site?.mainNumberUnits ?? this.#site.site?.mainNumberUnits ?? 1
    const own = [...this.#numbers.values()].filter(
      (number) => number.active && number.organization === this.#idOf(organization),
    )
    return own.reduce((sum, number) => sum + unitsOf(number, mainUnits), 0)
  }

  /** M10: active ordinary numbers of the company whose main number it is. */
  groups(): string[] {
    return Object.entries(this.#file.huntGroups ?? {})
      .filter(([main, members]) => !isSame(members, this.#present.huntGroups?.[main]))
      .flatMap(([main, members]) => [
        ...this.#mainFault('huntGroups', main),
        ...members.flatMap((one) => (typeof one === 'string' ? this.#memberFault(main, one) : [])),
      ])
  }

  #memberFault(main: string, member: string): string[] {
    const number = this.#numbers.get(member)
    const path = `huntGroups.${main}: `
    if (!number) return [`${path}There is no number ${member} at the site.`]
    if (number.kind === 'main') return [path + refuse('member-main', { name: member }).words]
    const joins = number.active && number.organization === this.#numbers.get(main)?.organization
    return joins ? [] : [path + refuse('member-not-active', { name: member }).words]
  }

  #mainFault(section: string, e164: string): string[] {
    const number = this.#numbers.get(e164)
    if (!number) return [`${section}.${e164}: There is no number ${e164} at the site.`]
    return number.kind === 'main' ? [] : [`${section}.${e164}: This is no main number.`]
  }

  /** M5, M6: form, last step, and forwarding in a circle among the numbers of the file. */
  routes(): string[] {
    const settings = Object.entries(this.#file.callSettings ?? {}).filter(
      ([e164, spec]) => !isSame(spec, this.#present.callSettings?.[e164]),
    )
    return [
      ...settings.flatMap(([e164, spec]) => [
        ...this.#mainFault('callSettings', e164),
        ...this.#routeFaults(`callSettings.${e164}`, e164, routesOf(spec)),
      ]),
      ...(this.#file.events ?? []).flatMap(({ name, number = '', route }) =>
        route
          ? this.#routeFaults('events', number, [{ path: `“${name}”`, route: routeFromText(route) }])
          : [],
      ),
    ]
  }

  /** Sites of the operator that share an event. */
  sites(): string[] {
    return (this.#file.events ?? []).flatMap(({ name, alsoAt = [] }) =>
      alsoAt.flatMap((site) => {
        if (site === this.#file.site?.name) return [`events: “${name}”: This is the site of the file itself.`]
        return this.#site.findSite(site) ? [] : [`events: “${name}”: There is no site “${site}”.`]
      }),
    )
  }

  /** Product §6.5: dates, routes, and no two at a time. */
  datedChanges(): string[] {
    const before = this.#present.datedChanges ?? {}
    const local = localNow(this.#site)
    return Object.entries(this.#file.datedChanges ?? {}).flatMap(([e164, specs]) => {
      const ahead = specs.filter((spec) => !isOver(spec, this.#site))
      if (isSame(ahead, before[e164] ?? [])) return []
      const changes = ahead.map(toChange)
      const context = { e164, hasMailbox: true }
      const faults = changes.flatMap((change) => validateChange(change, changes, context, local))
      return [
        ...this.#mainFault('datedChanges', e164),
        ...faults.map(({ words }) => `datedChanges.${e164}: ${words}`),
      ]
    })
  }

  /** M9: new subscriptions are of places that have holidays. */
  async holidays(): Promise<string[]> {
    const known = this.#present.holidays ?? []
    const added = (this.#file.holidays ?? []).filter((one) => !known.some((other) => isSame(one, other)))
    return unknownPlaces(added, this.#site)
  }

  #routeFaults(path: string, e164: string, routes: readonly NamedRoute[]): string[] {
    const faults = [
      ...routes.flatMap((one) => validateRoute(one.path, one.route, { e164, hasMailbox: true })),
      ...validateForwards(e164, routes, this.#forwardsOf),
    ]
    return faults.map(({ words }) => `${path}: ${words}`)
  }

  #forwardsOf = (e164: string): string[] => {
    const spec = this.#file.callSettings?.[e164] ?? this.#present.callSettings?.[e164]
    return spec ? routesOf(spec).flatMap(({ route }) => forwardsOfRoute(route)) : []
  }
}

const routesOf = ({ inHours, outOfHours }: SettingsSpec): NamedRoute[] => [
  { path: 'In hours', route: routeFromText(inHours) },
  { path: 'Out of hours', route: routeFromText(outOfHours) },
]
