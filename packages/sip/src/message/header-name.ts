/**
 * Header names as small integers: long and compact forms meet in one id (RFC 3261 §7.3.3), whatever their case.
 * Which headers hold comma lists is decided here too (§7.3.1): dates and credentials never do.
 */

/** Ids of the headers this stack knows; 0 stands for any other name. */
export const HeaderId = {
  Unknown: 0,
  Via: 1,
  From: 2,
  To: 3,
  CallId: 4,
  CSeq: 5,
  Contact: 6,
  MaxForwards: 7,
  ContentLength: 8,
  ContentType: 9,
  Route: 10,
  RecordRoute: 11,
  Require: 12,
  Timestamp: 13,
} as const

interface KnownHeader {
  readonly name: string
  readonly compact?: string
  readonly list?: boolean
}

const known: readonly KnownHeader[] = [
  { name: '' },
  { name: 'Via', compact: 'v', list: true },
  { name: 'From', compact: 'f' },
  { name: 'To', compact: 't' },
  { name: 'Call-ID', compact: 'i' },
  { name: 'CSeq' },
  { name: 'Contact', compact: 'm', list: true },
  { name: 'Max-Forwards' },
  { name: 'Content-Length', compact: 'l' },
  { name: 'Content-Type', compact: 'c' },
  { name: 'Route', list: true },
  { name: 'Record-Route', list: true },
  { name: 'Require', list: true },
  { name: 'Timestamp' },
  { name: 'Proxy-Require', list: true },
  { name: 'Supported', compact: 'k', list: true },
  { name: 'Unsupported', list: true },
  { name: 'Allow', list: true },
  { name: 'Accept', list: true },
  { name: 'Accept-Encoding', list: true },
  { name: 'Accept-Language', list: true },
  { name: 'Allow-Events', compact: 'u', list: true },
  { name: 'Event', compact: 'o' },
  { name: 'Subject', compact: 's' },
  { name: 'Content-Encoding', compact: 'e', list: true },
  { name: 'Content-Language', list: true },
  { name: 'Refer-To', compact: 'r' },
  { name: 'Referred-By', compact: 'b' },
  { name: 'Session-Expires', compact: 'x' },
  { name: 'Min-SE' },
  { name: 'Accept-Contact', compact: 'a', list: true },
  { name: 'Reject-Contact', compact: 'j', list: true },
  { name: 'Request-Disposition', compact: 'd', list: true },
  { name: 'Identity', compact: 'y', list: true },
  { name: 'Path', list: true },
  { name: 'Service-Route', list: true },
  { name: 'Diversion', list: true },
  { name: 'History-Info', list: true },
  { name: 'P-Asserted-Identity', list: true },
  { name: 'P-Preferred-Identity', list: true },
  { name: 'P-Associated-URI', list: true },
  { name: 'Reason', list: true },
  { name: 'Alert-Info', list: true },
  { name: 'Call-Info', list: true },
  { name: 'Error-Info', list: true },
  { name: 'In-Reply-To', list: true },
  { name: 'Warning', list: true },
  { name: 'Date' },
  { name: 'Expires' },
  { name: 'Min-Expires' },
  { name: 'Authorization' },
  { name: 'Proxy-Authorization' },
  { name: 'WWW-Authenticate' },
  { name: 'Proxy-Authenticate' },
  { name: 'Authentication-Info' },
  { name: 'User-Agent' },
  { name: 'Server' },
  { name: 'Organization' },
  { name: 'MIME-Version' },
  { name: 'Content-Disposition' },
  { name: 'Privacy' },
  { name: 'P-Called-Party-ID' },
  { name: 'Remote-Party-ID', list: true },
  { name: 'Replaces' },
  { name: 'RSeq' },
  { name: 'RAck' },
  { name: 'Retry-After' },
  { name: 'Subscription-State' },
  { name: 'Reply-To' },
  { name: 'Priority' },
]

/** Columns of a row: letters and the hyphen; column 0 stands for everything that no name holds. */
const WIDTH = 32
/** The column of each UTF-16 unit, whatever its case: a table that long needs no bounds check. */
const columns = new Uint8Array(65_536)
columns[45] = 27
for (let letter = 1; letter <= 26; letter++) columns[64 + letter] = columns[96 + letter] = letter

/** Row 0 belongs to no name; all names begin in row 1. */
const ROOT = WIDTH
/** All spellings as one trie, a cell holding the offset of the next row or 0: naming a header is one step a character. */
const rows: number[] = Array<number>(2 * WIDTH).fill(0)
/** The id of the name that ends in a row. */
const ids: number[] = [0, 0]
const byName = new Map<string, number>()

for (const [id, header] of known.entries()) {
  if (id === 0) continue
  addSpelling(header.name, id)
  if (header.compact !== undefined) addSpelling(header.compact, id)
}

function addSpelling(name: string, id: number): void {
  byName.set(name, id)
  byName.set(name.toLowerCase(), id)
  let row = ROOT
  for (let at = 0; at < name.length; at++) row = rowAfter(row + (columns[name.charCodeAt(at)] ?? 0))
  ids[row / WIDTH] = id
}

function rowAfter(cell: number): number {
  if (rows[cell] === 0) {
    rows[cell] = rows.length
    for (let column = 0; column < WIDTH; column++) rows.push(0)
    ids.push(0)
  }
  return rows[cell] ?? 0
}

const trie = Uint16Array.from(rows)
const idOfRow = Uint8Array.from(ids)

/**
 * Names what stands at `start`, as far as it spells a header of ours.
 * @returns how many characters that is, times 256, plus the id, which is 0 when they are but the beginning of a name
 */
export function headerNameAt(text: string, start: number, end: number): number {
  let row = ROOT
  let at = start
  while (at < end) {
    const next = trie[row + columns[text.charCodeAt(at)]!]!
    if (next === 0) break
    row = next
    at++
  }
  return ((at - start) << 8) | idOfRow[row / WIDTH]!
}

/** The id of a name in any case and form; 0 when it is none of ours. */
export function headerIdOf(name: string): number {
  return byName.get(name) ?? byName.get(name.toLowerCase()) ?? 0
}

/** The usual long spelling of a known id. */
export function headerNameOf(id: number): string {
  return known[id]?.name ?? ''
}

/** Whether values of that header may be joined by commas. */
export function isListHeader(id: number): boolean {
  return known[id]?.list === true
}

/** Whether the text at `start` spells the lower-case name, in any case. */
export function sameName(text: string, start: number, lower: string): boolean {
  for (let at = 0; at < lower.length; at++) {
    const code = text.charCodeAt(start + at)
    const want = lower.charCodeAt(at)
    if (code !== want && !(want >= 97 && want <= 122 && code === want - 32)) return false
  }
  return true
}
