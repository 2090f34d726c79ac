/** Keeps a file and adds the job that imports it; a file that is no table at all is refused at once. */
import type * as contract from '@mainline/contract'
import type { Principal } from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presented, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { transact } from '../../http/transact.ts'
import { importTables } from '../../imports/import-tables.ts'
import { faultOfTable } from '../../imports/read-table.ts'
import { runImportJob } from '../../jobs/run-import.ts'
import { presentImport } from './present-import.ts'

export const createImport =
  (secrets: storage.SecretBox): Handler<typeof contract.createImport> =>
  async ({ params, query, body }, { db, principal }) => {
    const { role: byRole } = principal
    if (query.kind === 'numbers' && byRole !== 'provider-admin')
      return new Refused('forbidden', 'only the provider imports numbers')
    const fault = faultOfTable(body, importTables[query.kind])
    if (fault !== undefined) return new Refused('table-unreadable', fault, { values: { fault } })
    const { kind, mode, dryRun = false, fileName } = query
    const file = Buffer.from(body)
    return transact(db, async (tx) => {
      const made = await storage.createImport(tx, secrets, {
        ...params,
        kind,
        mode,
        dryRun,
        fileName,
        file,
        byName: principal.name,
        byRole: isAuthor(byRole) ? byRole : undefined,
      })
      if (!storage.isRefusal(made)) await storage.addJob(tx, runImportJob, { importId: made.id })
      return presented(made, presentImport)
    })
  }

const isAuthor = (role: Principal['role']): role is storage.Import['byRole'] =>
  role === 'provider-admin' || role === 'operator-admin' || role === 'operator-user'
