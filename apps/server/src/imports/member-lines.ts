/** Members of hunt groups, one a line (M10). They are added to whoever is in the group; nobody is removed. */
import { oneLine, outsideName } from '@mainline/contract'
import { isInService } from '@mainline/pbx'
import {
  type Db,
  isRefusal,
  type KeptHuntMember,
  listHuntMembers,
  lockHuntGroup,
  mainNumbersAmong,
  type NamedNumber,
  type NewHuntMember,
  namedNumbers,
  setHuntMembers,
  type Tx,
} from '@mainline/storage'
import { faultAt, type LineKind, type Verdict } from './line-kind.ts'
import { readNumber } from './number-cell.ts'
import type { TableLine } from './read-table.ts'
import { isYes } from './yes-or-no.ts'

/** As many as the group may have. */
const MOST = 100

export const memberTable: LineKind = {
  columns: {
    main: ['main', 'main number', 'group', 'hunt group'],
    member: ['member', 'number', 'phone number'],
    name: ['name', 'label'],
    lamp: ['lamp', 'mwi'],
  },
  required: ['main', 'member'],
  async open(db, { siteId }, lines) {
    const cells = lines.flatMap((line) => [line.cell('main'), line.cell('member')])
    const named = cells.map((text) => readNumber(text).e164)
    const numbers = await namedNumbers(db, siteId, named)
    const mains = await mainNumbersAmong(db, named)
    const groups = await groupsOf(db, [...numbers.values()])
    const earlier = new Map<string, number>()
    return (line) => {
      const main = mainOf(line, numbers)
      if ('faults' in main) return main
      const member = memberOf(line, main, numbers, mains)
      if ('faults' in member) return member
      const key = `${main.e164} ${readNumber(line.cell('member')).e164}`
      const before = earlier.get(key)
      if (before !== undefined)
        return faultAt(
          line,
          'member',
          `The member stands in line ${before} already. Remove one of the lines.`,
        )
      earlier.set(key, line.line)
      return judge(line, main, member, groups.get(main.id) ?? [])
    }
  },
}

async function groupsOf(db: Db, numbers: readonly NamedNumber[]): Promise<Map<string, KeptHuntMember[]>> {
  const groups = new Map<string, KeptHuntMember[]>()
  for (const { id, kind } of numbers) if (kind === 'main') groups.set(id, await listHuntMembers(db, id))
  return groups
}

type Faulty = Extract<Verdict, { faults: unknown }>
const fault = (line: TableLine<string>, field: string, message: string) =>
  faultAt(line, field, message) as Faulty

function mainOf(line: TableLine<string>, numbers: ReadonlyMap<string, NamedNumber>): NamedNumber | Faulty {
  const { e164, wrong } = readNumber(line.cell('main'))
  if (wrong) return fault(line, 'main', wrong)
  const main = numbers.get(e164)
  if (!main) return fault(line, 'main', 'The number is not at this site. Correct it, or remove the line.')
  if (main.kind !== 'main' || main.organizationId === null)
    return fault(line, 'main', 'This is no main number of a company. Only such a number has a hunt group.')
  if (!isInService(main)) return fault(line, 'main', 'The main number is not active. Activate it first.')
  return main
}

function memberOf(
  line: TableLine<string>,
  main: NamedNumber,
  numbers: ReadonlyMap<string, NamedNumber>,
  mains: ReadonlySet<string>,
): NewHuntMember | Faulty {
  const { e164, wrong } = readNumber(line.cell('member'))
  if (wrong) return fault(line, 'member', wrong)
  const lamp = isYes(line.cell('lamp'))
  if (lamp === undefined)
    return fault(line, 'lamp', 'This is neither yes nor no. Write "yes", "no" or nothing.')
  const own = numbers.get(e164)
  if (mains.has(e164)) return fault(line, 'member', 'A main number is no member. Write an ordinary number.')
  // An ordinary number of somebody else is an outside number like any other.
  if (own?.organizationId === main.organizationId) {
    if (own?.state !== 'ACTIVE') return fault(line, 'member', 'The number is not active. Activate it first.')
    return { numberId: own.id, ...(line.cell('lamp') !== '' && { lamp }) }
  }
  const name = oneLine(line.cell('name'))
  if (name === '')
    return fault(
      line,
      'name',
      'The member is no number of the company at this site. Correct it, or name the outside number.',
    )
  const unfit = outsideName.safeParse(name).error?.issues[0]
  if (unfit) return fault(line, 'name', `A name ${unfit.message}. Correct it.`)
  if (lamp) return fault(line, 'lamp', 'An outside number has no lamp. Leave the cell empty.')
  return { externalE164: e164, name }
}

/** A member that is there already is fine when it is what the line says: the file may be sent again. */
function judge(
  line: TableLine<string>,
  main: NamedNumber,
  member: NewHuntMember,
  group: readonly KeptHuntMember[],
): Verdict {
  const there = group.find((known) => isSame(known, member))
  if (there === undefined) return { write: (tx) => join(tx, main.id, member) }
  if (there.kind === 'number' && 'numberId' in member && there.lamp !== (member.lamp ?? there.lamp))
    return faultAt(
      line,
      'lamp',
      'The number is a member already, with the lamp otherwise. Change it there, or leave the cell empty.',
    )
  if (there.kind === 'external' && 'name' in member && there.name !== member.name)
    return faultAt(
      line,
      'name',
      'The number is a member already, by another name. Change it there, or remove the line.',
    )
  return 'unchanged'
}

async function join(tx: Tx, mainNumberId: string, member: NewHuntMember): Promise<string | undefined> {
  // Whoever changes the group at this moment waits, or has been waited for.
  const wanted = [...(await listHuntMembers(tx, mainNumberId)), member]
  await lockHuntGroup(
    tx,
    mainNumberId,
    wanted.flatMap((one) => ('numberId' in one ? [one.numberId] : [])),
  )
  const group = await listHuntMembers(tx, mainNumberId)
  if (group.some((known) => isSame(known, member))) return undefined
  if (group.length >= MOST) return `The group has ${MOST} members, which is the most. Remove some.`
  const answer = await setHuntMembers(tx, mainNumberId, [...group.map(asNew), member])
  return isRefusal(answer) ? answer.words : undefined
}

const asNew = (known: KeptHuntMember): NewHuntMember =>
  known.kind === 'number'
    ? { numberId: known.numberId, lamp: known.lamp }
    : { externalE164: known.e164, name: known.name }

const isSame = (known: KeptHuntMember, member: NewHuntMember): boolean =>
  'numberId' in member
    ? known.kind === 'number' && known.numberId === member.numberId
    : known.kind === 'external' && known.e164 === member.externalE164
