/** The document as a page to browse and to try methods on, at `/api/docs`; everything on it comes from this server. */
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'

export const docsPath = '/api/docs'

/** Nothing inline, nothing from elsewhere. Pictures of the page itself are data. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Registers the page; call it after the document and before the routes. */
export async function serveDocs(app: FastifyInstance): Promise<void> {
  await app.register(swaggerUi, {
    routePrefix: docsPath,
    staticCSP: policy,
    theme: { title: 'Mainline API' },
    logo: { type: 'image/svg+xml', content: Buffer.from(logo), href: docsPath, target: '_self' },
    uiConfig: {
      deepLinking: true,
      docExpansion: 'none',
      filter: true,
      persistAuthorization: false,
      tryItOutEnabled: false,
      // The default sends the document to a stranger's server.
      validatorUrl: null,
    },
  })
}

const logo = `<svg xmlns="http://www.w3.org/2000/svg" width="130" height="32" viewBox="0 0 130 32">
<text x="0" y="23" font-family="system-ui, sans-serif" font-size="22" font-weight="600" fill="#fff">Mainline</text></svg>`
