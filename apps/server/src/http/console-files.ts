/**
 * The console at `/`: static files, compressed when they were built, and one page for every address of the application.
 * Scripts come from this origin only, styles carry the nonce of the page (no `unsafe-inline`).
 */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Where `npm run build` puts the console. */
const consoleFolder = fileURLToPath(new URL('../../../console/dist', import.meta.url))

const noncePlace = '__CSP_NONCE__'

/** No method of the API: the OpenAPI document does not list it. */
const unlisted = { schema: { hide: true } }

/** @param folder of the built console; without one, `/` says how to build it */
export async function serveConsole(app: FastifyInstance, folder = consoleFolder): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) {
    app.get('/', unlisted, (_, reply) =>
      reply
        .code(503)
        .type('text/plain; charset=utf-8')
        .send('The console is not built. Run: npm run build\n'),
    )
    return
  }
  const page = await readFile(join(folder, 'index.html'), 'utf8')
  await app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    preCompressed: true,
    // Names carry a hash of the content.
    immutable: true,
    maxAge: '365d',
    cacheControl: true,
  })
  app.get('/favicon.svg', unlisted, (_, reply) => reply.sendFile('favicon.svg', folder))
  app.get('/', unlisted, (request, reply) => sendPage(request, reply, page))
  app.get('/*', unlisted, (request, reply) =>
    isPage(request) ? sendPage(request, reply, page) : reply.callNotFound(),
  )
}

/** An address of the application, not of the API nor of a file that is missing. */
function isPage({ url, headers }: FastifyRequest): boolean {
  const path = url.split('?')[0] ?? ''
  return !path.startsWith('/api/') && !/\.\w+$/.test(path) && (headers.accept ?? '').includes('text/html')
}

/** The language that the browser wishes first of those that the console has; the console itself then chooses anew. */
function languageOf({ headers }: FastifyRequest): string {
  const wished = (headers['accept-language'] ?? '').split(',').map((tag) => tag.trim().slice(0, 2))
  return wished.find((tag) => tag === 'en' || tag === 'de') ?? 'en'
}

function sendPage(request: FastifyRequest, reply: FastifyReply, page: string): FastifyReply {
  const nonce = randomBytes(16).toString('base64')
  return reply
    .headers({
      'content-security-policy': policy(nonce),
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=(self)',
      'cross-origin-opener-policy': 'same-origin',
    })
    .type('text/html; charset=utf-8')
    .send(
      page.replaceAll(noncePlace, nonce).replace('<html lang="en"', `<html lang="${languageOf(request)}"`),
    )
}

const policy = (nonce: string): string =>
  [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
