/** The OpenAPI 3.1 document, derived from the schemas of the routes and completed from the contract. */
import swagger from '@fastify/swagger'
import type { Method } from '@mainline/contract'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { sessionCookieName } from '../sign-in/session-cookie.ts'
import { completeDocument } from './openapi-completion.ts'

export const openapiPath = '/api/openapi.json'

/** Registers the document; call it before the routes. */
export async function openapi(
  app: FastifyInstance,
  methods: readonly Method[],
  version: string,
): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Mainline',
        version,
        description:
          'Main telephone numbers for shared workspaces: set up sites, organizations, numbers and what becomes of ' +
          'their calls; read calls and messages. Settings hold for the next call.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      security: [{ bearer: [] }, { session: [] }],
      components: {
        securitySchemes: {
          bearer: {
            type: 'http',
            scheme: 'bearer',
            description:
              'The value of MAINLINE_TOKEN, or else the text of the file "token" in the data folder.',
          },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: sessionCookieName,
            description:
              'Set by sign-in. By https its name begins with "__Secure-". A program that uses it sends "X-Mainline-Request: 1" with whatever changes something.',
          },
        },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => {
      const built = jsonSchemaTransformObject(document)
      completeDocument(built, methods)
      return built
    },
  })
  app.get(openapiPath, { schema: { hide: true } }, () => app.swagger())
}
