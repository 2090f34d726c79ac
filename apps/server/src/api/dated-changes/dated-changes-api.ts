/** The methods of the group `dated-changes` with their handlers. */
import * as contract from '@mainline/contract'
import type { Database } from '@mainline/storage'
import { on, type Route } from '../../http/handler.ts'
import { cancelDatedChange } from './cancel-dated-change.ts'
import { createDatedChange } from './create-dated-change.ts'
import { listDatedChanges } from './list-dated-changes.ts'
import { updateDatedChange } from './update-dated-change.ts'

export const datedChangesApi = (needs: { database: Database }): Route[] => [
  on(contract.cancelDatedChange, cancelDatedChange),
  on(contract.createDatedChange, createDatedChange(needs)),
  on(contract.listDatedChanges, listDatedChanges),
  on(contract.updateDatedChange, updateDatedChange(needs)),
]
