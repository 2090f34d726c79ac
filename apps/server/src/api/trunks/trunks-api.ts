/** The methods of the group `trunks` with their handlers. */

import * as contract from '@mainline/contract'
import type { Db } from '@mainline/storage'
import { on, type Route } from '../../http/handler.ts'
import { createTrunk } from './create-trunk.ts'
import { deleteTrunk } from './delete-trunk.ts'
import { getTrunk } from './get-trunk.ts'
import { listTrunks } from './list-trunks.ts'
import { updateTrunk } from './update-trunk.ts'

export const trunksApi = (needs: { db: Db }): Route[] => [
  on(contract.createTrunk, createTrunk(needs)),
  on(contract.deleteTrunk, deleteTrunk(needs)),
  on(contract.getTrunk, getTrunk(needs)),
  on(contract.listTrunks, listTrunks(needs)),
  on(contract.updateTrunk, updateTrunk(needs)),
]
