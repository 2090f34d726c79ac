/** The file of a site: one YAML document, read with the line of everything that is wrong, written for people. */
import { Document, isCollection, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { z } from 'zod'
import { sections } from './sections.ts'

/** The parts of a file by their keys; a section that is left out is not touched. */
export type SiteFile = Readonly<Record<string, unknown>>

export interface FileFault {
  /** From 1. */
  readonly line: number
  readonly words: string
}

const formatVersion = 1

const schema = z.strictObject({
  mainline: z.literal(formatVersion, `must be ${formatVersion}: the version of this format`),
  ...Object.fromEntries(
    sections.map(({ key, schema: part }) => [key, key === 'site' ? part : part.optional()] as const),
  ),
})

/** Reads a file, or says everything that is wrong with it. */
export function readSiteFile(text: string): SiteFile | FileFault[] {
  const lines = new LineCounter()
  // In one spelling of each letter, as the API keeps names.
  const document = parseDocument(text.normalize('NFC'), { lineCounter: lines, version: '1.2', merge: false })
  const broken = document.errors.map(({ linePos, message }) => ({
    line: linePos?.[0].line ?? 1,
    words: message.split(/ at line|\n/)[0] ?? message,
  }))
  if (broken.length > 0) return broken
  const read = schema.safeParse(contentOf(document))
  if (read.success) return read.data
  const faults = read.error.issues.flatMap(issuesWithin).map(({ path, message }) => ({
    line: lineOf(document, path, lines),
    words: `${path.join('.') || 'the file'}: ${message}`,
  }))
  return faults.sort((a, b) => a.line - b.line)
}

/** Aliases may grow a small file to a huge one: few are enough. */
function contentOf(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 20 })
  } catch {
    return undefined
  }
}

interface PathFault {
  readonly path: PropertyKey[]
  readonly message: string
}

/** What is wrong, as deep as can be told: the alternative of a union that came nearest, each key that is not known. */
function issuesWithin(issue: z.core.$ZodIssue): PathFault[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...issue.path, key], message: 'is not known here' }))
  if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => ({ path: issue.path, message }))
  if (issue.code === 'invalid_union') {
    const nearest = [...issue.errors].sort((a, b) => deepest(b) - deepest(a))[0] ?? []
    if (deepest(nearest) > 0)
      return nearest.flatMap((inner) => issuesWithin({ ...inner, path: [...issue.path, ...inner.path] }))
  }
  return [{ path: issue.path, message: issue.message }]
}

const deepest = (issues: readonly z.core.$ZodIssue[]): number =>
  Math.max(0, ...issues.map(({ path, code }) => path.length + (code === 'unrecognized_keys' ? 1 : 0)))

/** The line of what a path leads to, or of the nearest thing above it that is there. */
function lineOf(document: Document, path: readonly PropertyKey[], lines: LineCounter): number {
  for (let length = path.length; length >= 0; length--) {
    const offset = offsetOf(document, path.slice(0, length))
    if (offset !== undefined) return lines.linePos(offset).line
  }
  return 1
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number | undefined {
  const last = path.at(-1)
  const parent = path.length === 0 ? undefined : document.getIn(path.slice(0, -1), true)
  if (isMap(parent)) {
    const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(last))
    return isScalar(pair?.key) ? pair.key.range?.[0] : undefined
  }
  const node = document.getIn(path, true) as Node | undefined
  return node?.range?.[0]
}

/**
 * Writes a file in a stable order, so that two exports differ only where the sites do.
 *
 * @param missing what the site has besides, for the head of the file
 */
export function writeSiteFile(file: SiteFile, missing: readonly string[] = []): string {
  const document = new Document({ mainline: formatVersion })
  if (missing.length > 0)
    document.commentBefore = ` Not in this file, and left as it is when the file is applied: ${missing.join(', ')}.`
  for (const { key, comment } of sections) {
    if (file[key] === undefined) continue
    const pair = document.createPair(key, file[key])
    if (isScalar(pair.key)) {
      pair.key.commentBefore = ` ${comment}`
      pair.key.spaceBefore = true
    }
    document.add(pair)
    if (isMap(pair.value) && key !== 'site') for (const { value } of pair.value.items) flowWithin(value)
    if (isSeq(pair.value)) for (const item of pair.value.items) if (isMap(item)) item.flow = true
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: true })
}

/** One line a number, device, event or list of steps: a file of 2,000 numbers stays one that can be read. */
function flowWithin(value: unknown): void {
  if (!isCollection(value)) return
  if (isSeq(value) && value.items.every(isMap) && value.items.length > 0)
    for (const item of value.items) item.flow = true
  else if (isMap(value) && value.items.some(({ value: part }) => isCollection(part)))
    for (const { value: part } of value.items) flowWithin(part)
  else value.flow = true
}
