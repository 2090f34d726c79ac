/** Cancels an import that has not ended. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentImport } from './present-import.ts'

export const cancelImport: Handler<typeof contract.cancelImport> = async ({ params }, { db }) =>
  presented(await storage.cancelImport(db, params.importId), presentImport)
