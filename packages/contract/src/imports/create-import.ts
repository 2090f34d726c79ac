/** Begins to import numbers, devices or hunt group members from a file (N2, N3, M10). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { csv, csvExample, csvFile } from '../schemas/csv.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { flag } from '../schemas/flag.ts'
import { id } from '../schemas/identifier.ts'
import { text } from '../schemas/text.ts'
import { exampleImport, importKind, importMode, numberImport } from './import.ts'

export const createImport = defineMethod({
  id: 'create-import',
  group: 'imports',
  method: 'POST',
  path: `${apiPrefix}/sites/:siteId/imports`,
  access: { roles: ['operator-admin', 'operator-user'] },
  summary: 'Import a CSV file',
  description: [
    'Numbers are imported by the provider; devices and hunt group members by the operator too. The body is the file, 32 MB at most. The first line names the columns; separators, line ends and encoding are found out.',
    '**numbers**: number (with a plus sign; spaces do not matter), extension (empty: the lowest free one; "none": none), label, kind ("main" or "ordinary"), organization (name or identifier; allocates the number), special ("yes": handed out by people only, activated before others). Only "number" is needed.',
    '**devices**: number (an ordinary number of a company at the site), name, username (empty: one is made), password. A device that is there already needs no password; of a password only digests are kept.',
    '**hunt-members**: main (the main number), member (an ACTIVE ordinary number of the same company at the site, or an outside number), name (an outside number needs one), lamp ("yes": its phones show that the main number has messages). Members are added in the order of the lines; nobody is removed.',
    'It answers at once and goes on as a job: read the import for its progress, its errors for what is wrong in which line. All or nothing writes only when every line is right; best effort writes what it can. What is there already as a line says is no error, so that a file may be sent again.',
  ].join('\n\n'),
  params: z.object({ siteId: id }),
  query: z.object({
    kind: importKind.default('numbers'),
    mode: importMode.default('all-or-nothing'),
    dryRun: flag.optional(),
    fileName: text(200).default('import.csv'),
  }),
  body: csvFile,
  bodyType: csv,
  status: 201,
  response: numberImport,
  errors: ['not-found', 'table-unreadable'],
  example: {
    params: { siteId: exampleIds.site },
    query: { kind: 'devices', mode: 'all-or-nothing', dryRun: 'false' },
    body: csvExample(
      'number,name,username,password',
      '+44 20 7946 0101,Front desk,london-2001,f3kPq8Zr2mTxWv7Ys1Na',
      '+44 20 7946 0102,Meeting room,,hT7mNc2Lq9RsXe4Dk8Wb',
    ),
    response: { ...exampleImport, state: 'waiting', total: 0, checked: 0, startedAt: null },
  },
})
