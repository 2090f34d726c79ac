/** The methods of the group `trunks` with their handlers. */

import * as contract from '@mainline/contract'
import { on, type Route } from '../../http/handler.ts'
import { createTrunk } from './create-trunk.ts'
import { deleteTrunk } from './delete-trunk.ts'
import { getTrunk } from './get-trunk.ts'
import { listTrunks } from './list-trunks.ts'
import { updateTrunk } from './update-trunk.ts'

export const trunksApi = (): Route[] => [
  on(contract.createTrunk, createTrunk),
  on(contract.deleteTrunk, deleteTrunk),
  on(contract.getTrunk, getTrunk),
  on(contract.listTrunks, listTrunks),
  on(contract.updateTrunk, updateTrunk),
]
