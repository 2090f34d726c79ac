/** What each setting may be, each in the words that say what it should have been (`config.ts` reads them all). */
import { isIPv4, isIPv6, SocketAddress } from 'node:net'
import type { EdgeAddress } from '@mainline/engine'
import { z } from 'zod'
import { isDecodable, verifiedDatabaseUrl, wrongDatabaseUrl } from './database-url.ts'

export const rtpPorts = z
  .string()
  .regex(/^\d{1,5}-\d{1,5}$/, 'must be two ports with a dash, such as 10000-19999')
  .transform((text) => {
    const [first = 0, last = 0] = text.split('-').map(Number)
    return { first, last }
  })
  .refine(
    ({ first, last }) => first >= 1024 && last <= 65_535 && last - first >= 9,
    'must hold at least ten ports from 1024 to 65535',
  )

/** `host:port`, or `[address]:port` of IPv6. */
const hostAndPort = /^(?:\[([0-9a-fA-F:]+)\]|([\w.-]+)):(\d{1,5})$/

export const rtpengines = z
  .string()
  .transform((text) =>
    text.split(',').map((each) => {
      const [, v6, name = '', port] = hostAndPort.exec(each.trim()) ?? []
      return { host: v6 ?? name, port: Number(port) }
    }),
  )
  .refine(
    (all) => all.every(({ host, port }) => host !== '' && port > 0 && port <= 65_535),
    'must be a host and the port of its ng protocol, such as 192.0.2.20:2223, with commas between several',
  )

export const address = z
  .string()
  .refine(
    (text) => isIPv4(text) || (isIPv6(text) && !text.includes('%')),
    'must be an IP address, such as 192.0.2.10 or 0.0.0.0',
  )

/** Where edge proxies take what engines send: `192.0.2.5`, `192.0.2.5:5070`, `[2001:db8::5]:5070`. */
export const edges = z.string().transform((text, context) =>
  text.split(',').map((one): EdgeAddress => {
    const [, six, four, digits = '5060'] =
      /^(?:\[([0-9a-f:.]+)\]|([0-9.]+))(?::(\d{1,5}))?$/i.exec(one.trim()) ?? []
    const given = six ?? four ?? one.trim()
    const port = Number(digits)
    // Written as sockets write whom they hear (RFC 5952).
    const address = isIPv6(given) ? new SocketAddress({ address: given, family: 'ipv6' }).address : given
    if ((isIPv4(given) || isIPv6(given)) && port > 0 && port <= 65_535) return { address, port }
    context.addIssue('must be IP addresses, such as 192.0.2.5 or 192.0.2.5:5070, with commas between several')
    return z.NEVER
  }),
)

export const databaseUrl = z.string().transform((text, context) => {
  const message = wrongDatabaseUrl(text)
  if (message === undefined) return verifiedDatabaseUrl(text)
  context.addIssue({ code: 'custom', message })
  return z.NEVER
})

export const publicUrl = z
  .string()
  .refine(isOrigin, 'must be an origin such as https://phones.example, without a path')
  .transform((text) => new URL(text).origin)

function isOrigin(text: string): boolean {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return false
  const { pathname, search, hash, username } = new URL(text)
  return pathname === '/' && !search && !hash && !username
}

export const smtpUrl = z
  .string()
  .refine(
    isMailServer,
    'must be a URL such as smtp://user:password@mail.example:587 or smtps://…; in user and password, # / ? @ : % are written %23 %2F %3F %40 %3A %25',
  )

function isMailServer(text: string): boolean {
  if (!/^smtps?:\/\/\S+$/.test(text) || !URL.canParse(text)) return false
  const { hostname, port, username, password, pathname } = new URL(text)
  const isWhole = (username === '') === (password === '') && (pathname === '' || pathname === '/')
  return hostname !== '' && port !== '0' && isWhole && isDecodable(username + password)
}

/** One address, alone or after a name: what letters come from is one mailbox (RFC 5322 §3.6.2). */
export const mailFrom =
  /^(?:[^\s<>@,;]+@[^\s<>@,;]+|(?:"[^"\r\n]*"|[^"<>@,;:\r\n]*) *<[^\s<>@,;]+@[^\s<>@,;]+>)$/

/** With a user and a password in it `fetch` refuses every request. */
const isService = (text: string): boolean =>
  /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).username + new URL(text).password === ''

export const issuer = z
  .string()
  .refine(isService, 'must be a URL such as https://login.example, without user and password')

export const serviceUrl = z
  .string()
  .refine(isService, 'must be a URL such as http://127.0.0.1:5002/, without user and password')

/** RFC 7064 §3.1 and RFC 7065 §3.1: a browser opens no phone at all when one of them is wrong. */
export const servers = (schemes: 'stuns?' | 'turns?') =>
  z
    .string()
    .transform((text) => text.split(',').map((url) => url.trim()))
    .refine(
      (urls) => urls.every((url) => isIceServer(url, schemes)),
      `must be such as ${schemes.slice(0, 4)}:turn.example:3478, with commas between several`,
    )

function isIceServer(url: string, schemes: 'stuns?' | 'turns?'): boolean {
  const transport = schemes === 'turns?' ? '(?:\\?transport=(?:udp|tcp))?' : ''
  const parts = new RegExp(
    `^${schemes}:(?:\\[([\\da-fA-F:.]+)\\]|[\\w-][\\w.-]*)(?::(\\d{1,5}))?${transport}$`,
  )
  const [found, six, digits = '3478'] = parts.exec(url) ?? []
  const port = Number(digits)
  return found !== undefined && (six === undefined || isIPv6(six)) && port > 0 && port <= 65_535
}
