/** The errors of an import as a file. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import { csvContent } from '../../exports/csv-file.ts'
import type { Handler } from '../../http/handler.ts'

export const exportImportErrors: Handler<typeof contract.exportImportErrors> = async ({ params }, { db }) => {
  if (!(await storage.findImport(db, params.importId))) return noSuch('import')
  return csvContent<storage.ImportFault>({
    name: 'import-errors',
    columns: ['line', 'column', 'value', 'message'],
    read: (page) => storage.listImportFaults(db, params.importId, page),
    cells: async (rows) => rows.map(({ line, field, value, message }) => [line, field, value, message]),
  })
}
