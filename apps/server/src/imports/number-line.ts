/** A line of a file as a number to import, or what is wrong in it and what to do. */
import { numberLabel, oneLine } from '@mainline/contract'
import { callingCodeAt, refuseExtension } from '@mainline/pbx'
import { callsOutOf, type LineFault, type NumberToImport, type SiteStock } from '@mainline/storage'
import { readNumber } from './number-cell.ts'
import type { TableLine } from './read-table.ts'
import { isYes } from './yes-or-no.ts'

/** The columns, each with what else it may be called. */
export const numberColumns = {
  number: ['number', 'phone number', 'e164', 'telephone', 'phone'],
  extension: ['extension', 'ext'],
  label: ['label', 'name', 'description'],
  kind: ['kind', 'type', 'main'],
  organization: ['organization', 'organisation', 'occupier', 'company', 'tenant'],
  special: ['special'],
} as const satisfies Record<string, readonly [string, ...string[]]>

export type NumberColumn = keyof typeof numberColumns

/** A line that can be imported as far as it can be told from the line and the site. */
export interface ReadyLine {
  readonly line: number
  readonly number: NumberToImport
  /** Which of its cells hold something: what is empty is not compared with the stock. */
  readonly given: ReadonlySet<NumberColumn>
}

type Judged<Value> = { readonly value: Value } | { readonly fault: LineFault }

/** Reads lines in their order: it keeps what earlier lines have taken. */
export class NumberLines {
  readonly #stock: SiteStock
  readonly #byName = new Map<string, string>()
  /** Where a number or extension came first. */
  readonly #numbers = new Map<string, number>()
  readonly #extensions = new Map<string, number>()
  readonly #mains = new Map<string, number>()
  #nextExtension: number

  /** @param reserved extensions that lines of the file name: not to be given to others */
  constructor(stock: SiteStock, reserved: ReadonlySet<string>) {
    this.#stock = stock
    this.#nextExtension = stock.site.extensionFirst
    for (const extension of reserved) this.#reserved.add(extension)
    for (const { id, name } of stock.organizations) {
      this.#byName.set(keyOf(name), id)
      this.#byName.set(id, id)
    }
  }

  readonly #reserved = new Set<string>()

  /** The number of a line, without an extension where the lowest free one is meant. */
  read(line: TableLine<NumberColumn>): ReadyLine | LineFault[] {
    const at = (field: NumberColumn, message: string): LineFault => ({
      line: line.line,
      field,
      value: line.cell(field).slice(0, 200),
      message,
    })
    if (line.fault !== undefined) return [{ line: line.line, value: '', ...line.fault }]
    const e164 = this.#number(line, at)
    const extension = this.#extension(line, at)
    const label = readLabel(line, at)
    const kind = readKind(line, at)
    const organization = this.#organization(line, at)
    const special = readSpecial(line, at)
    const judged = [e164, extension, label, kind, organization, special]
    const faults = judged.flatMap((one) => ('fault' in one ? [one.fault] : []))
    if (
      'fault' in e164 ||
      'fault' in extension ||
      'fault' in label ||
      'fault' in kind ||
      'fault' in organization ||
      'fault' in special
    )
      return faults
    const number = {
      e164: e164.value,
      extension: extension.value,
      label: label.value,
      kind: kind.value,
      organizationId: organization.value,
      special: special.value,
    }
    const given = new Set(columnsWithText(line))
    this.#numbers.set(number.e164, line.line)
    if (number.extension !== null) this.#extensions.set(number.extension, line.line)
    return { line: line.line, number, given }
  }

  /** What only a number that is not there yet has to meet; gives it its extension. */
  admit(ready: ReadyLine): ReadyLine | LineFault {
    const { line, number, given } = ready
    const fault = (field: NumberColumn, value: string, message: string): LineFault => ({
      line,
      field,
      value,
      message,
    })
    const { e164, extension, kind, organizationId } = number
    if (extension !== null && this.#asksForHelp(e164, extension))
      return fault(
        'extension',
        extension,
        'The extension is an emergency number. Choose another, or leave the cell empty.',
      )
    if (extension !== null && this.#stock.extensions.has(extension))
      return fault(
        'extension',
        extension,
        'The extension is taken at this site. Choose another, or leave the cell empty.',
      )
    if (kind === 'main' && organizationId !== null) {
      const other = this.#mains.get(organizationId)
      if (other !== undefined || this.#stock.withMain.has(organizationId))
        return fault(
          'kind',
          'main',
          `The organization has a main number${other === undefined ? ' at this site' : ` in line ${other}`} already. One is the most.`,
        )
      this.#mains.set(organizationId, line)
    }
    if (extension !== null || given.has('extension')) return ready
    const free = this.#lowestFree(e164)
    if (free === undefined)
      return fault('extension', '', 'No extension of the site is free. Widen its range, or write "none".')
    return { ...ready, number: { ...number, extension: free } }
  }

  #number(line: TableLine<NumberColumn>, at: FaultAt): Judged<string> {
    const { e164, wrong } = readNumber(line.cell('number'))
    if (wrong) return { fault: at('number', wrong) }
    const before = this.#numbers.get(e164)
    return before === undefined
      ? { value: e164 }
      : { fault: at('number', `The number stands in line ${before} already. Remove one of the lines.`) }
  }

  #extension(line: TableLine<NumberColumn>, at: FaultAt): Judged<string | null> {
    const text = line.cell('extension')
    if (text === '' || isNone(text)) return { value: null }
    const { extensionFirst, extensionLast } = this.#stock.site
    if (!/^[1-9]\d{1,7}$/.test(text))
      return {
        fault: at(
          'extension',
          'An extension has 2 to 8 digits and no zero in front. Correct it, or leave the cell empty.',
        ),
      }
    if (Number(text) < extensionFirst || Number(text) > extensionLast)
      return {
        fault: at(
          'extension',
          `The extensions of the site run from ${extensionFirst} to ${extensionLast}. Choose one of them.`,
        ),
      }
    const before = this.#extensions.get(text)
    return before === undefined
      ? { value: text }
      : { fault: at('extension', `The extension stands in line ${before} already. Choose another.`) }
  }

  #organization(line: TableLine<NumberColumn>, at: FaultAt): Judged<string | null> {
    const text = line.cell('organization')
    if (text === '') return { value: null }
    const id = this.#byName.get(keyOf(text))
    return id === undefined
      ? {
          fault: at(
            'organization',
            'No organization of this name is located at the site. Locate it there first, or correct the name.',
          ),
        }
      : { value: id }
  }

  #asksForHelp(e164: string, extension: string): boolean {
    const { site } = this.#stock
    const { linePrefix } = callsOutOf(site)
    return (
      refuseExtension(extension, callingCodeAt(site.timeZone, e164), linePrefix ?? undefined) !== undefined
    )
  }

  #lowestFree(e164: string): string | undefined {
    for (; this.#nextExtension <= this.#stock.site.extensionLast; this.#nextExtension++) {
      const text = String(this.#nextExtension)
      if (this.#stock.extensions.has(text) || this.#reserved.has(text)) continue
      if (this.#asksForHelp(e164, text)) continue
      this.#nextExtension++
      return text
    }
    return undefined
  }
}

type FaultAt = (field: NumberColumn, message: string) => LineFault

function columnsWithText(line: TableLine<NumberColumn>): NumberColumn[] {
  const columns = Object.keys(numberColumns) as NumberColumn[]
  return columns.filter((column) => line.cell(column) !== '')
}

const keyOf = (name: string): string => oneLine(name).toLowerCase()

/** No extension at all, in contrast to the lowest free one. */
const isNone = (text: string): boolean => ['-', 'none'].includes(text.toLowerCase())

function readLabel(line: TableLine<NumberColumn>, at: FaultAt): Judged<string> {
  const text = oneLine(line.cell('label'))
  if (text.length > 120) return { fault: at('label', 'A label has at most 120 characters. Shorten it.') }
  if (!text.isWellFormed())
    return { fault: at('label', 'The label is no valid text. Save the file as UTF-8.') }
  const unfit = numberLabel.safeParse(text).error?.issues[0]
  return unfit ? { fault: at('label', `A label ${unfit.message}. Remove them.`) } : { value: text }
}

const kinds: Readonly<Record<string, 'main' | 'ordinary'>> = {
  '': 'ordinary',
  ordinary: 'ordinary',
  main: 'main',
  yes: 'main',
  true: 'main',
  '1': 'main',
  no: 'ordinary',
  false: 'ordinary',
  '0': 'ordinary',
}

function readKind(line: TableLine<NumberColumn>, at: FaultAt): Judged<'main' | 'ordinary'> {
  const kind = kinds[line.cell('kind').toLowerCase()]
  return kind
    ? { value: kind }
    : { fault: at('kind', 'This is no kind of number. Write "main" or "ordinary".') }
}

/** N10: handed out by people only, activated before others. */
function readSpecial(line: TableLine<NumberColumn>, at: FaultAt): Judged<boolean> {
  const special = isYes(line.cell('special'))
  return special === undefined
    ? { fault: at('special', 'This is neither yes nor no. Write "yes", "no" or nothing.') }
    : { value: special }
}
