/** `numbers`: the stock with its states (N2–N6). A number that is not named is left as it is: nothing can delete one. */
import { e164, numberKind, numberLabel, organizationName, specialNumber } from '@mainline/contract'
import { z } from 'zod'
import type { Change, Section } from './section.ts'
import { must, type SiteAccess, type SiteNumber } from './site-access.ts'

const numberSpec = z.strictObject({
  extension: z.int().min(10).max(99_999_999).optional(),
  kind: numberKind.default('ordinary'),
  state: z.enum(['AVAILABLE', 'RESERVED', 'ACTIVE']).default('AVAILABLE'),
  organization: organizationName.optional(),
  label: numberLabel.default(''),
  special: specialNumber.default(false),
  language: z.string().optional(),
})

type NumberSpec = z.output<typeof numberSpec>
export type NumbersSpec = Record<string, NumberSpec>

const schema = z.record(e164, numberSpec).superRefine((numbers, context) => {
  for (const [e164, { state, organization }] of Object.entries(numbers)) {
    const message =
      state === 'AVAILABLE'
        ? organization !== undefined && 'an AVAILABLE number belongs to nobody; leave "organization" out'
        : organization === undefined && `a number that is ${state} belongs to an organization; name it`
    if (message) context.addIssue({ code: 'custom', path: [e164, 'organization'], message })
  }
})

export const numbersSection: Section<NumbersSpec> = {
  key: 'numbers',
  comment: 'The stock. Numbers in COOLDOWN are not shown, and what is not named is left as it is.',
  schema,
  read: async (site) => {
    const lasting = site.numbers.filter(({ state }) => state !== 'COOLDOWN')
    return Object.fromEntries(lasting.map((number) => [number.e164, specOf(number, site)]))
  },
  changes(wanted, present) {
    const named = Object.entries(wanted).map(
      ([e164, spec]) => [e164, withoutActivation(spec, present[e164])] as const,
    )
    const missing = named.filter(([e164]) => !present[e164])
    return [
      ...rangesOf(missing).map(provision),
      ...named.flatMap(([e164, spec]) => changesOf(e164, spec, present[e164] ?? fresh(spec))),
    ]
  },
}

/** Activation needs a voice service (N5), which a step between the two sees to. */
function withoutActivation(wanted: NumberSpec, present: NumberSpec | undefined): NumberSpec {
  return wanted.state === 'ACTIVE' && present?.state !== 'ACTIVE' ? { ...wanted, state: 'RESERVED' } : wanted
}

/** What is left for when voice services are as they shall be; and what a first one has activated beyond the file (N10). */
export const activationStep: Pick<Section<NumbersSpec>, 'key' | 'read' | 'changes'> = {
  key: 'numbers',
  read: numbersSection.read,
  changes: (wanted, present) => {
    const due = Object.entries(wanted).filter(([e164, spec]) => {
      const { state, organization } = present[e164] ?? fresh(spec)
      if (spec.state === 'AVAILABLE' || spec.state === state) return false
      if (spec.state === 'ACTIVE') return true
      return state === 'ACTIVE' && (organization === undefined || organization === spec.organization)
    })
    const [up, down] = [true, false].map((active) =>
      due.filter(([, { state }]) => (state === 'ACTIVE') === active).map(([e164]) => e164),
    )
    // Down first: it frees the units that the others need.
    return [
      ...(down ?? []).map((e164) => changeOf(e164, [act('deactivate', 'deactivateNumber')])),
      ...(up ?? []).map((e164) => changeOf(e164, [act('activate', 'activateNumber')])),
    ]
  },
}

/** What is left out of the file is what a new number has. */
function specOf(number: SiteNumber, site: SiteAccess): NumberSpec {
  const { extension, kind, label, special, language, organizationId } = number
  return {
    ...(extension !== null && { extension: Number(extension) }),
    kind,
    state: settledState(number),
    ...(organizationId !== null && { organization: site.nameOf(organizationId) }),
    label,
    special,
    ...(language !== null && { language }),
  }
}

/** PENDING is on its way to what it was told to be. */
function settledState({ state, pendingTarget }: SiteNumber): NumberSpec['state'] {
  if (state === 'PENDING') return pendingTarget ?? 'ACTIVE'
  return state === 'COOLDOWN' ? 'AVAILABLE' : state
}

/** As a number is when {@link provision} has made it. */
const fresh = ({ extension, label }: NumberSpec): NumberSpec => ({
  ...(extension !== undefined && { extension }),
  kind: 'ordinary',
  state: 'AVAILABLE',
  label,
  special: false,
})

interface Range {
  readonly first: string
  readonly extension: number | undefined
  readonly label: string
  count: number
}

/** Numbers in a row with extensions in a row and one label are made by one request. */
function rangesOf(numbers: (readonly [string, NumberSpec])[]): Range[] {
  const ranges: Range[] = []
  for (const [e164, { extension, label }] of numbers) {
    const last = ranges.at(-1)
    const follows =
      last !== undefined &&
      last.count < 1000 &&
      BigInt(last.first.slice(1)) + BigInt(last.count) === BigInt(e164.slice(1)) &&
      last.extension !== undefined &&
      last.extension + last.count === extension &&
      last.label === label
    if (follows) last.count++
    else ranges.push({ first: e164, extension, label, count: 1 })
  }
  return ranges
}

const provision = ({ first, extension, label, count }: Range): Change => ({
  words: `number ${first}: provision ${count === 1 ? 'it' : `it and the ${count - 1} that follow`}`,
  async apply(site) {
    const { items } = must(
      await site.client.createNumbers({
        body: {
          siteId: site.id,
          first,
          count,
          label,
          ...(extension !== undefined && { firstExtension: extension }),
        },
      }),
    )
    for (const number of items) {
      // Without an extension in the file it has none: the server has given it the lowest free one.
      if (extension !== undefined) site.remember(number)
      else await update(site, number, { extension: null })
    }
  },
})

function changesOf(e164: string, wanted: NumberSpec, present: NumberSpec): Change[] {
  const steps = stepsOf(wanted, present)
  return steps.length === 0 ? [] : [changeOf(e164, steps)]
}

const changeOf = (e164: string, steps: readonly Step[]): Change => ({
  words: `number ${e164}: ${steps.map(({ words }) => words).join(', ')}`,
  async apply(site) {
    for (const step of steps) await step.run(site, site.number(e164))
  },
})

interface Step {
  readonly words: string
  run(site: SiteAccess, number: SiteNumber): Promise<void>
}

function stepsOf(wanted: NumberSpec, present: NumberSpec): Step[] {
  const moves = present.organization !== undefined && wanted.organization !== present.organization
  const floor = moves || wanted.kind !== present.kind ? 'AVAILABLE' : wanted.state
  const down = descent(present.state, floor)
  const base = down.length > 0 ? floor : present.state
  // What is taken back loses its name and its language.
  const { language: _, ...nameless } = { ...present, label: '' }
  const takenBack = down.length > 0 && floor === 'AVAILABLE'
  return [
    ...(takenBack ? [] : fieldStep(wanted, present)),
    ...down,
    ...(takenBack ? fieldStep(wanted, nameless) : []),
    ...(wanted.kind === present.kind ? [] : [nominationTo(wanted.kind)]),
    ...ascent(base, wanted),
  ]
}

const rank = { AVAILABLE: 0, RESERVED: 1, ACTIVE: 2 } as const

function descent(from: NumberSpec['state'], to: NumberSpec['state']): Step[] {
  const steps: Step[] = []
  if (from === 'ACTIVE' && rank[to] < 2) steps.push(act('deactivate', 'deactivateNumber'))
  if (from !== 'AVAILABLE' && to === 'AVAILABLE') steps.push(act('take it back', 'deallocateNumber'))
  return steps
}

function ascent(from: NumberSpec['state'], { state, organization = '' }: NumberSpec): Step[] {
  const steps: Step[] = []
  if (from === 'AVAILABLE' && rank[state] > 0) steps.push(allocationTo(organization))
  if (from !== 'ACTIVE' && state === 'ACTIVE') steps.push(act('activate', 'activateNumber'))
  return steps
}

const act = (words: string, method: 'activateNumber' | 'deactivateNumber' | 'deallocateNumber'): Step => ({
  words,
  run: async (site, { id, version }) =>
    site.remember(must(await site.client[method]({ params: { numberId: id }, body: { version } }))),
})

const nominationTo = (kind: NumberSpec['kind']): Step => ({
  words: kind === 'main' ? 'nominate as main' : 'make it an ordinary number',
  run: async (site, { id, version }) => {
    const method = kind === 'main' ? site.client.nominateNumber : site.client.unnominateNumber
    site.remember(must(await method({ params: { numberId: id }, body: { version } })))
  },
})

const allocationTo = (organization: string): Step => ({
  words: `allocate to ${organization}`,
  run: async (site, { id, version }) => {
    const organizationId = site.organization(organization).id
    const body = { version, organizationId }
    site.remember(must(await site.client.allocateNumber({ params: { numberId: id }, body })))
  },
})

interface Fields {
  label?: string
  extension?: number | null
  language?: string | null
  special?: boolean
}

function fieldStep(wanted: NumberSpec, present: NumberSpec): Step[] {
  const fields: Fields = {
    ...(wanted.label !== present.label && { label: wanted.label }),
    ...(wanted.extension !== present.extension && { extension: wanted.extension ?? null }),
    ...(wanted.language !== present.language && { language: wanted.language ?? null }),
    ...(wanted.special !== present.special && { special: wanted.special }),
  }
  const words = Object.entries(fields).map(
    ([name, value]) => `${name} becomes ${value === null ? 'none' : `"${value}"`}`,
  )
  return words.length === 0
    ? []
    : [{ words: words.join(', '), run: (site, number) => update(site, number, fields) }]
}

async function update(site: SiteAccess, { id, version }: SiteNumber, fields: Fields): Promise<void> {
  site.remember(
    must(await site.client.updateNumber({ params: { numberId: id }, body: { version, ...fields } })),
  )
}
