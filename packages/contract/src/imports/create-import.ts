/** Begins to import numbers from a file (N2, N3). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { csv, csvExample, csvFile } from '../schemas/csv.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { flag } from '../schemas/flag.ts'
import { id } from '../schemas/identifier.ts'
import { text } from '../schemas/text.ts'
import { exampleImport, importMode, numberImport } from './import.ts'

export const createImport = defineMethod({
  id: 'create-import',
  group: 'imports',
  method: 'POST',
  path: `${apiPrefix}/sites/:siteId/imports`,
  access: { roles: ['provider-admin'] },
  summary: 'Import numbers from a CSV file',
  description: [
    'The body is the file, 32 MB at most. The first line names the columns; only "number" is needed: number (with a plus sign; spaces do not matter), extension (empty: the lowest free one; "none": none), label, kind ("main" or "ordinary"), organization (name or identifier; allocates the number), special ("yes": allocated before others). Separators, line ends and encoding are found out.',
    'It answers at once and goes on as a job: read the import for its progress, its errors for what is wrong in which line. All or nothing writes only when every line is right; best effort writes what it can. A number that is there already as the line says is no error, so that a file may be sent again.',
  ].join('\n\n'),
  params: z.object({ siteId: id }),
  query: z.object({
    mode: importMode.default('all-or-nothing'),
    dryRun: flag.optional(),
    fileName: text(200).default('numbers.csv'),
  }),
  body: csvFile,
  bodyType: csv,
  status: 201,
  response: numberImport,
  errors: ['not-found', 'table-unreadable'],
  example: {
    params: { siteId: exampleIds.site },
    query: { mode: 'all-or-nothing', dryRun: 'false' },
    body: csvExample(
      'number,extension,label,kind,organization',
      '+44 20 7946 0100,2000,,main,Alder & Finch Architects',
      '+44 20 7946 0101,,Front desk,ordinary,',
    ),
    response: { ...exampleImport, state: 'waiting', total: 0, checked: 0, startedAt: null },
  },
})
