#!/usr/bin/env node
/**
 * `mainline`: the configuration of a site as a file, through the API.
 * Exit status: 0 done or no difference, 1 refused or not reached, 2 `diff` found differences, 64 the command is wrong.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { createClient } from '@mainline/contract'
import { type ArgsDef, type CommandDef, defineCommand, renderUsage, runCommand } from 'citty'
import { firstByteNotUtf8, lineOfByte } from '../utf8.ts'
import { version } from '../version.ts'
import { notInFile } from './site-file/not-in-file.ts'
import { openSite, openSiteOfFile } from './site-file/open-site.ts'
import { applyFile, exportSite, planChanges } from './site-file/plan.ts'
import { RefusedChange } from './site-file/section.ts'
import type { SiteAccess } from './site-file/site-access.ts'
import { readSiteFile, type SiteFile, writeSiteFile } from './site-file/site-file.ts'

/** Ends the command with words for people. */
class Failure extends Error {
  override readonly name = 'Failure'
  readonly status: number
  constructor(message: string, status = 1) {
    super(message)
    this.status = status
  }
}

const server = {
  url: {
    type: 'string',
    description: 'Where the server is; MAINLINE_URL when left out',
    default: process.env['MAINLINE_URL'] ?? 'http://127.0.0.1:8080',
  },
  token: { type: 'string', description: 'Access token; better in MAINLINE_TOKEN' },
} as const satisfies ArgsDef

const file = {
  file: { type: 'positional', description: 'The file of the site; - reads standard input', required: true },
} as const satisfies ArgsDef

function clientOf({
  url,
  token = process.env['MAINLINE_TOKEN'],
}: {
  url: string
  token?: string | undefined
}) {
  const trimmed = token?.trim()
  // The header would be refused with the token in the words of the refusal.
  if (trimmed !== undefined && /[^\x21-\x7e]/.test(trimmed))
    throw new Failure(
      'The access token holds what no token does: a space, a line break or a letter with an accent.',
    )
  return createClient({ url, token: trimmed })
}

const exporting = defineCommand({
  meta: { name: 'export', description: 'Write the configuration of a site as YAML' },
  args: {
    site: { type: 'positional', description: 'Name or identifier of the site', required: true },
    output: { type: 'string', alias: 'o', description: 'File to write; standard output when left out' },
    ...server,
  },
  async run({ args }) {
    const site = await openSite(clientOf(args), args.site)
    const text = writeSiteFile(await exportSite(site), await notInFile(site))
    if (args.output === undefined) process.stdout.write(text)
    else
      await writeFile(args.output, text).catch((error: Error) => {
        throw new Failure(`${args.output} cannot be written: ${error.message}`)
      })
  },
})

const planning = defineCommand({
  meta: { name: 'plan', description: 'Say in words what apply would change' },
  args: { ...file, ...server },
  async run({ args }) {
    const { wanted, site } = await open(args)
    printPlan(await planChanges(wanted, site))
  },
})

const diffing = defineCommand({
  meta: { name: 'diff', description: 'Like plan; exit status 2 when there is a difference' },
  args: { ...file, ...server },
  async run({ args }) {
    const { wanted, site } = await open(args)
    const changes = await planChanges(wanted, site)
    printPlan(changes)
    if (changes.length > 0) process.exitCode = 2
  },
})

const applying = defineCommand({
  meta: { name: 'apply', description: 'Make the site what the file says' },
  args: { ...file, ...server },
  async run({ args }) {
    const { wanted, site } = await open(args)
    const { done, stopped } = await applyFile(wanted, site, (words) => console.log(`done   ${words}`))
    for (const secret of site.secrets) console.log(`secret ${secret} (shown this once)`)
    if (stopped !== undefined && done.length === 0) throw new Failure(`${stopped}\nNothing was changed.`)
    if (stopped !== undefined)
      throw new Failure(
        `stopped after ${inNumbers(done.length)}: ${stopped}\nWhat is done stays. Correct the file or the site and apply again: it goes on from here.`,
      )
    console.log(done.length === 0 ? 'Nothing to change.' : `${inNumbers(done.length)} made.`)
  },
})

const inNumbers = (count: number): string => (count === 1 ? '1 change' : `${count} changes`)

function printPlan(changes: readonly { words: string }[]): void {
  for (const { words } of changes) console.log(words)
  console.log(changes.length === 0 ? 'Nothing to change.' : `${inNumbers(changes.length)} to make.`)
}

async function open(args: {
  file: string
  url: string
  token?: string | undefined
}): Promise<{ wanted: SiteFile; site: SiteAccess }> {
  const bytes = await readFile(args.file === '-' ? '/dev/stdin' : args.file).catch((error: Error) => {
    throw new Failure(`${args.file} cannot be read: ${error.message}`)
  })
  const wrong = firstByteNotUtf8(bytes)
  if (wrong !== undefined)
    throw new Failure(`${args.file}:${lineOfByte(bytes, wrong)}: is not UTF-8. Save the file as UTF-8.`)
  const wanted = readSiteFile(bytes.toString())
  if (Array.isArray(wanted))
    throw new Failure(wanted.map(({ line, words }) => `${args.file}:${line}: ${words}`).join('\n'))
  const site = await openSiteOfFile(clientOf(args), wanted['site'] as { name: string; operator: string })
  return { wanted, site }
}

const commands = { export: exporting, diff: diffing, plan: planning, apply: applying }

const isCommand = (word: string): word is keyof typeof commands => Object.hasOwn(commands, word)

/**
 * Refuses what would be passed over in silence: `apply --dry-run` would apply.
 *
 * @throws {Failure} when there is an option that the command does not have, or a second file or site
 */
function refuseStrangers(command: keyof typeof commands, given: string[]): void {
  const value = { type: 'string' } as const
  const output = command === 'export' ? { output: { ...value, short: 'o' } } : {}
  try {
    const options = { url: value, token: value, ...output }
    const { positionals } = parseArgs({ args: given, options, allowPositionals: true })
    if (positionals[1] !== undefined) throw new Error(`${positionals[1]} is one argument too many`)
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    // What follows is advice that our own usage gives better.
    throw new Failure(`${words.split(/\. |\.?\n/)[0]}. See: mainline ${command} --help`, 64)
  }
}

const asksForHelp = (word: string): boolean => word === '--help' || word === '-h'

const mainline = defineCommand({
  meta: { name: 'mainline', version, description: 'The configuration of a site as a file' },
  subCommands: commands,
})

try {
  const [first, ...rest] = process.argv.slice(2)
  if (first === undefined || asksForHelp(first)) console.log(await renderUsage(mainline))
  else if (first === '--version') console.log(version)
  else if (isCommand(first) && rest.some(asksForHelp))
    // Usage reads what all commands have, whatever their arguments.
    console.log(await renderUsage(commands[first] as unknown as CommandDef, mainline))
  else {
    if (isCommand(first)) refuseStrangers(first, rest)
    await runCommand(mainline, { rawArgs: process.argv.slice(2) })
  }
} catch (error) {
  const { status, words } = failureOf(error)
  console.error(words)
  process.exitCode = status
}

function failureOf(error: unknown): { status: number; words: string } {
  if (error instanceof Failure) return { status: error.status, words: error.message }
  if (error instanceof RefusedChange) return { status: 1, words: error.message }
  if (!(error instanceof Error)) return { status: 1, words: String(error) }
  if (error.name === 'CLIError') return { status: 64, words: `${error.message}. See: mainline --help` }
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : ''
  return { status: 1, words: `The server cannot be reached: ${error.message}${cause}. Check MAINLINE_URL.` }
}
