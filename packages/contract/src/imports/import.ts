/** An import: a file that becomes numbers of a site (N2), their devices, or members of hunt groups (M10), as a job. */
import { z } from 'zod'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { instant } from '../schemas/time.ts'

const lines = z.int().min(0)

export const importMode = z.enum(['all-or-nothing', 'best-effort'])

/** What the lines become. */
export const importKind = z.enum(['numbers', 'devices', 'hunt-members'])

export const numberImport = z
  .object({
    id,
    operatorId: id,
    siteId: id,
    kind: importKind,
    mode: importMode,
    dryRun: z.boolean().describe('Checks everything and writes nothing'),
    fileName: z.string(),
    state: z
      .enum(['waiting', 'running', 'done', 'failed', 'cancelled'])
      .describe('An import that a server left behind is taken up again by the next one'),
    total: lines.describe('Lines of the file; 0 until it is read'),
    checked: lines.describe('Lines that were looked at: the progress'),
    imported: lines.describe('Lines that were written, or would be: see dryRun'),
    unchanged: lines.describe('Lines of which everything is there already as they say'),
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
  kind: 'devices',
  mode: 'all-or-nothing',
  dryRun: false,
  fileName: 'devices.csv',
  state: 'running',
  total: 1_000,
  checked: 400,
  imported: 0,
  unchanged: 0,
  failed: 0,
  reason: null,
  by: 'Priya Shah',
  createdAt: exampleInstant,
  startedAt: exampleInstant,
  endedAt: null,
}
