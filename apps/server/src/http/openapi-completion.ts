/**
 * What the route schemas cannot say of a method: the example of each body, and every refusal with its codes.
 * Refusals refer to one schema instead of repeating it in each method.
 */
import { type ErrorCode, errorCatalogue, type Method, takesFile } from '@mainline/contract'
import { codesOf } from './route-schema.ts'

interface Media {
  schema?: unknown
  example?: unknown
}

interface Content {
  content?: Record<string, Media>
}

interface Operation {
  requestBody?: Content & { required?: boolean }
  responses?: Record<string, Content & { description: string }>
}

interface Document {
  paths?: Record<string, Record<string, unknown> | undefined>
  components?: { schemas?: Record<string, unknown> }
}

const json = 'application/json'

/** Completes a document in place. */
export function completeDocument(document: object, methods: readonly Method[]): void {
  const { paths = {}, components = {} }: Document = document
  for (const method of methods) {
    const path = paths[method.path.replace(/:(\w+)/g, '{$1}')]
    const operation = path?.[method.method.toLowerCase()]
    if (operation) completeOperation(operation, method)
  }
  components.schemas = used(components.schemas ?? {}, paths)
}

function completeOperation(operation: Operation, method: Method): void {
  const { body, response } = method.example
  const { responses = {} } = operation
  if (takesFile(method)) operation.requestBody = fileBody(method)
  else setExample(operation.requestBody, body)
  const success = responses[method.status]
  setExample(success, response)
  if (success && method.status !== 204) success.description = method.summary
  const byStatus = Map.groupBy(codesOf(method), (code) => errorCatalogue[code].status)
  for (const [status, codes] of byStatus) responses[status] = refusal(codes)
}

/** The schema of a file says nothing: it is bytes. */
const fileBody = ({ bodyType, example }: Method) => ({
  required: true,
  content: {
    [bodyType]: {
      schema: { type: 'string', contentMediaType: bodyType },
      example: example.body instanceof Uint8Array ? new TextDecoder().decode(example.body) : example.body,
    },
  },
})

function setExample(part: Content | undefined, example: unknown): void {
  const media = part?.content?.[json]
  if (media && example !== undefined) media.example = example
}

const refusal = (codes: readonly ErrorCode[]) => ({
  description: codes.map((code) => `\`${code}\`: ${errorCatalogue[code].advice}`).join('\n'),
  content: {
    [json]: {
      schema: { allOf: [{ $ref: '#/components/schemas/Error' }, { properties: { code: { enum: codes } } }] },
      example: {
        code: codes[0],
        message: errorCatalogue[codes[0] ?? 'internal'].advice,
        requestId: '019a0000-0000-7000-8000-0000000000ff',
      },
    },
  },
})

/** The schemas that paths refer to, directly or through one another. */
function used(schemas: Record<string, unknown>, paths: object): Record<string, unknown> {
  const kept = new Set(referred(paths))
  // A Set visits what is added while it is walked.
  for (const name of kept) for (const next of referred(schemas[name] ?? {})) kept.add(next)
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => kept.has(name)))
}

const referred = (part: unknown): string[] =>
  [...JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name = '']) => name)
