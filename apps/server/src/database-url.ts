/** What is wrong with a `DATABASE_URL`, as far as can be told without a connection. */

const example = 'postgresql://user:password@host:5432/mainline'
/** What the library reads; it takes others for none, and connects in the clear. */
const sslModes = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify']

/** @returns the end of a sentence that begins with the name of the setting; undefined when nothing is wrong */
export function wrongDatabaseUrl(text: string): string | undefined {
  if (!/^postgres(ql)?:\/\//.test(text)) return `must be a URL such as ${example}`
  if (!URL.canParse(text))
    return `must be a URL such as ${example}; in user and password, # / ? @ : % are written %23 %2F %3F %40 %3A %25`
  const { pathname, username, password, searchParams } = new URL(text)
  if (!isDecodable(username + password + pathname))
    return 'has a % that begins no code such as %40: write the % itself as %25'
  if (pathname.length < 2) return `must name a database, as ${example} names mainline`
  const mode = searchParams.get('sslmode')
  return mode === null || sslModes.includes(mode)
    ? undefined
    : `has sslmode=${mode}, which is none of ${sslModes.join(', ')}`
}

/**
 * The same URL, with `verify-full` for what the library takes for that: people read our own words, and not its warning that another
 * version of it will be less strict. Who wants what PostgreSQL means by those words writes `uselibpqcompat=true`.
 */
export function verifiedDatabaseUrl(url: string): string {
  if (new URL(url).searchParams.get('uselibpqcompat') === 'true') return url
  return url.replace(/([?&]sslmode=)(?:prefer|require|verify-ca)(?=[&#]|$)/g, '$1verify-full')
}

/** Whether each `%` of it begins a code. */
export function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}
