/** Lists what is wrong in the lines of an import. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentPage } from '../present-page.ts'

export const listImportErrors: Handler<typeof contract.listImportErrors> = async (
  { params, query },
  { db },
) => {
  if (!(await storage.findImport(db, params.importId))) return noSuch('import')
  const page = await storage.listImportFaults(db, params.importId, query)
  return presentPage(page, ({ line, field, value, message }) => ({ line, column: field, value, message }))
}
