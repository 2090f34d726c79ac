/** Why the PostgreSQL of `DATABASE_URL` cannot be used, and what to do: by the code of the error, not by its message. */

interface DatabaseError extends Error {
  readonly code?: string
  readonly hostname?: string
  readonly syscall?: string
  readonly path?: string
  /** Of PostgreSQL: it answered, and said no. */
  readonly severity?: string
}

/** What PostgreSQL answers (its appendix A), and what helps. */
const answers: Readonly<Record<string, string>> = {
  '28P01': 'Correct the user or the password in DATABASE_URL.',
  '28000': 'Correct the user in DATABASE_URL, or let this machine in (pg_hba.conf of the PostgreSQL).',
  '3D000':
    "Create the database (create database mainline owner <user> encoding 'UTF8'), or correct its name in DATABASE_URL.",
  '42501':
    'Give the user of DATABASE_URL the rights that docs/configuration.md names: it owns the database, and may create roles at the first start.',
  '53300': 'The PostgreSQL has no connection left: raise its max_connections, or end other programs.',
  '57P03': 'The PostgreSQL is starting or stopping: start Mainline again when it runs.',
  '0A000': 'Install what the PostgreSQL lacks; docs/configuration.md names what is needed.',
  '58P01': 'Install the extensions of the PostgreSQL (contrib); pg_trgm is needed.',
}

/** What Node says of the way there. */
const ways: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Start the PostgreSQL, or correct host and port in DATABASE_URL.',
  ECONNRESET: 'Start the PostgreSQL, or correct host and port in DATABASE_URL.',
  ETIMEDOUT: 'Nothing answers there: correct the host in DATABASE_URL, or open the way to it (firewall).',
  EHOSTUNREACH: 'Nothing answers there: correct the host in DATABASE_URL, or open the way to it (firewall).',
  ENETUNREACH: 'Nothing answers there: correct the host in DATABASE_URL, or open the way to it (firewall).',
  ENOTFOUND: 'Correct the host in DATABASE_URL.',
  EAI_AGAIN: 'The name server does not answer: correct that, or write an address into DATABASE_URL.',
  ENOENT: 'Correct the path in DATABASE_URL: of the folder of a socket, or of a certificate.',
}

const generally = 'Check DATABASE_URL, and that the PostgreSQL it names runs.'
const ofCertificate =
  'Give its certificate authority in DATABASE_URL (sslrootcert=<file>), or write sslmode=no-verify where nobody can listen on the way.'

/**
 * @param url of the database; its settings may name files
 * @returns undefined: it is no error of the database
 */
export function databaseFailureInWords(error: DatabaseError, url: string): string | undefined {
  const advice = adviceFor(error, url)
  return advice && `the database cannot be used: ${error.message}. ${advice}`
}

function adviceFor(
  { code = '', syscall, severity, path, message }: DatabaseError,
  url: string,
): string | undefined {
  if (severity !== undefined) return answers[code] ?? generally
  if (syscall === 'connect' || syscall === 'getaddrinfo') return ways[code] ?? generally
  if (syscall === 'open' && path !== undefined && decodeURIComponent(url).includes(path)) return ways[code]
  if (/^(DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED|UNABLE_TO|CERT_|ERR_TLS_CERT)/.test(code)) return ofCertificate
  // The library has no codes for these.
  if (message === 'timeout expired') return ways['ETIMEDOUT']
  if (message === 'The server does not support SSL connections')
    return 'Switch SSL on in the PostgreSQL, or leave sslmode out of DATABASE_URL.'
  return undefined
}
