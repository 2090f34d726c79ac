/** Lists what is wrong in the lines of an import. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { pageOf } from '../schemas/paging.ts'
import { exampleImportParams, importParams } from './import.ts'

const lineError = z
  .object({
    line: z.int().describe('As an editor counts; the line of column names is 1'),
    column: z.string().describe('Empty: the whole line'),
    value: z.string().describe('What the cell holds'),
    message: z.string().describe('What is wrong and what to do'),
  })
  .meta({ id: 'ImportError' })

export const listImportErrors = defineMethod({
  id: 'list-import-errors',
  group: 'imports',
  method: 'GET',
  path: `${apiPrefix}/imports/:importId/errors`,
  access: { roles: ['operator-admin', 'operator-user'] },
  summary: 'List the errors of an import by line',
  description: 'The first 10,000 are kept.',
  params: importParams,
  query: z.object({
    limit: z.coerce.number().int().min(1).max(1000).default(100).describe('Rows of a page at most'),
    after: z
      .string()
      .regex(/^\d{1,9}\/\d{1,9}$/, 'must be the "next" of the page before')
      .optional()
      .describe('"next" of the page before'),
  }),
  response: pageOf(lineError),
  errors: ['not-found'],
  example: {
    params: exampleImportParams,
    query: {},
    response: {
      items: [
        {
          line: 17,
          column: 'extension',
          value: '99999',
          message: 'The extensions of the site run from 2000 to 2999. Choose one of them.',
        },
      ],
    },
  },
})
