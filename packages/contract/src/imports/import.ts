/** An import: a file that becomes numbers of a site, as a job (N2). */
import { z } from 'zod'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { instant } from '../schemas/time.ts'

const lines = z.int().min(0)

export const importMode = z.enum(['all-or-nothing', 'best-effort'])

export const numberImport = z
  .object({
    id,
    operatorId: id,
    siteId: id,
    mode: importMode,
    dryRun: z.boolean().describe('Checks everything and writes nothing'),
    fileName: z.string(),
    state: z
      .enum(['waiting', 'running', 'done', 'failed', 'cancelled'])
      .describe('An import that a server left behind is taken up again by the next one'),
    total: lines.describe('Lines of the file; 0 until it is read'),
    checked: lines.describe('Lines that were looked at: the progress'),
    imported: lines.describe('Lines that became a number, or would in a dry run'),
    unchanged: lines.describe('Lines whose number is there already as they say'),
    failed: lines.describe('Lines with errors'),
    reason: z.string().nullable().describe('Why it failed as a whole'),
    by: z.string(),
    createdAt: instant,
    startedAt: instant.nullable(),
    endedAt: instant.nullable(),
  })
  .meta({ id: 'Import' })

export const importParams = z.object({ importId: id })
export const exampleImportParams = { importId: exampleIds.import }

export const exampleImport: z.output<typeof numberImport> = {
  id: exampleIds.import,
  operatorId: exampleIds.operator,
  siteId: exampleIds.site,
  mode: 'all-or-nothing',
  dryRun: false,
  fileName: 'numbers.csv',
  state: 'running',
  total: 100_000,
  checked: 42_000,
  imported: 0,
  unchanged: 0,
  failed: 0,
  reason: null,
  by: 'Provider token',
  createdAt: exampleInstant,
  startedAt: exampleInstant,
  endedAt: null,
}
