/** What a person reads when the server is up: where everything is, and how to place a first call. */
import type { SampleSummary } from '@mainline/storage'
import type { AskedAdministrator } from './first-administrator.ts'
import { inUri } from './host-in-uri.ts'

export interface FirstScreen {
  readonly httpUrl: string
  /** Origin that browsers reach the console by. */
  readonly consoleUrl: string
  readonly tokenFile: string | undefined
  /** Where phones find it. */
  readonly sip: { readonly host: string; readonly port: number }
  readonly tls:
    | { readonly host: string; readonly port: number; readonly selfMade: boolean; readonly goodUntil: number }
    | undefined
  readonly readyAfterMs: number
  /** Is invited, and has not come yet; undefined: nobody is. */
  readonly administrator: AskedAdministrator | undefined
  /** Made at this start: its passwords are shown this once, to a person. */
  readonly sample: SampleSummary | undefined
  /** Where the logins of the sample are, whenever it was made; undefined: there is none. */
  readonly sampleLogins: string | undefined
  /** Whether a person reads it at once. What a supervisor takes is a log, which keeps what it is told and shows it to others. */
  readonly onTerminal: boolean
}

/** The table as text, one line each, no wider than a terminal. */
export function firstScreen(screen: FirstScreen): string {
  const { httpUrl, consoleUrl, tokenFile, sip, tls, readyAfterMs, sample, sampleLogins, onTerminal } = screen
  const { administrator } = screen
  const sipAddress = addressOf(sip)
  const rows: [string, string][] = [
    ['Console', consoleUrl],
    ['API', `${httpUrl}/api/v1   (described at ${httpUrl}/api/openapi.json)`],
    ['Token', tokenFile === undefined ? 'the one in MAINLINE_TOKEN' : `in ${tokenFile}`],
    ['SIP', `${sipAddress} (UDP and TCP)`],
  ]
  if (tls) rows.push(['SIP by TLS', addressOf(tls)], ['Certificate', certificateWords(tls)])
  if (administrator)
    rows.push(['Administrator', `${administrator.email}: ${invitationWords(administrator, onTerminal)}`])
  if (!sample && sampleLogins)
    rows.push(['Sample logins', `in ${sampleLogins}, with the passwords that they began with`])
  const width = Math.max(...rows.map(([name]) => name.length)) + 2
  const lines = [`Mainline is ready after ${(readyAfterMs / 1000).toFixed(1)} s`, '']
  for (const [name, text] of rows) lines.push(`  ${name.padEnd(width)}${text}`)
  if (sample) lines.push(...sampleLines(sample, sipAddress, onTerminal))
  if (sample && sampleLogins)
    lines.push(
      '',
      onTerminal
        ? `  The passwords are shown at this first start only. They are kept in ${sampleLogins}.`
        : `  The passwords are kept in ${sampleLogins}.`,
    )
  return `${lines.join('\n')}\n`
}

function invitationWords({ kept }: AskedAdministrator, onTerminal: boolean): string {
  if (!kept) return 'invited; the link is in the data folder of the server that began with it'
  return onTerminal
    ? `sign in by ${kept.link} (kept in ${kept.file})`
    : `invited; the link is in ${kept.file}`
}

const addressOf = ({ host, port }: FirstScreen['sip']): string => `${inUri(host)}:${port}`

function certificateWords({ selfMade, goodUntil }: { selfMade: boolean; goodUntil: number }): string {
  const until = `good until ${new Date(goodUntil).toISOString().slice(0, 10)}`
  return selfMade ? `self-made: browsers and phones warn, ${until}` : until
}

function sampleLines(sample: SampleSummary, sipAddress: string, withPasswords: boolean): string[] {
  const password = (cell: string): string[] => (withPasswords ? [cell] : [])
  const first = sample.mainNumbers[0]
  const login = sample.logins.find((each) => each.organization === first?.organization)
  const lines = ['', `  Sample workspace: ${sample.operator}, ${sample.numbers} numbers`, '']
  lines.push(
    ...table(
      ['Console login', ...password('Password'), 'Role', 'At'],
      sample.people.map((each) => [each.email, ...password(each.password), each.role, each.place]),
    ),
    '',
  )
  lines.push(
    ...table(
      ['Main number', 'EXT', 'Occupier', 'Site'],
      sample.mainNumbers.map((main) => [main.e164, main.extension, main.organization, main.site]),
    ),
  )
  lines.push('')
  lines.push(
    ...table(
      ['Device login', ...password('Password'), 'Domain', 'Number', 'Occupier'],
      sample.logins.map((each) => [
        each.username,
        ...password(each.password),
        each.domain,
        each.e164,
        each.organization,
      ]),
    ),
  )
  if (!first || !login) return lines
  return [
    ...lines,
    '',
    '  A first call, with any softphone:',
    `    1. Sign in as ${login.username} (its password ${withPasswords ? 'above' : 'in the file below'}), domain ${login.domain}, proxy ${sipAddress}.`,
    `    2. From a second softphone signed in as another device of ${first.organization}, dial ${first.extension}.`,
    '    3. In business hours the first one rings; leave it ringing for 20 s, and voicemail answers. Out of hours it answers at once.',
  ]
}

function table(head: string[], rows: string[][]): string[] {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: string[]) =>
    `  ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd()
  return [line(head), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)]
}
