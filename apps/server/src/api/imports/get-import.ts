/** Reads an import. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentImport } from './present-import.ts'

export const getImport: Handler<typeof contract.getImport> = async ({ params }, { db }) => {
  const found = await storage.findImport(db, params.importId)
  return found ? presentImport(found) : noSuch('import')
}
