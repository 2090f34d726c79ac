/** The methods of the group `numbers` with their handlers. */
import * as contract from '@mainline/contract'
import type { Db } from '@mainline/storage'
import { on, type Route } from '../../http/handler.ts'
import { activateNumber } from './activate-number.ts'
import type { ActivationNeeds } from './activation-needs.ts'
import { allocateNumber } from './allocate-number.ts'
import { countNumbers } from './count-numbers.ts'
import { createNumbers } from './create-numbers.ts'
import { deactivateNumber } from './deactivate-number.ts'
import { deallocateNumber } from './deallocate-number.ts'
import { deleteNumber } from './delete-number.ts'
import { exportNumbers } from './export-numbers.ts'
import { getNumber } from './get-number.ts'
import { getNumberConfirmation } from './get-number-confirmation.ts'
import { listNumbers } from './list-numbers.ts'
import { nominateNumber } from './nominate-number.ts'
import { releaseNumber } from './release-number.ts'
import { unnominateNumber } from './unnominate-number.ts'
import { updateNumber } from './update-number.ts'

export const numbersApi = (needs: ActivationNeeds, system: Db): Route[] => [
  on(contract.activateNumber, activateNumber(needs)),
  on(contract.allocateNumber, allocateNumber),
  on(contract.countNumbers, countNumbers),
  on(contract.createNumbers, createNumbers),
  on(contract.deactivateNumber, deactivateNumber(needs)),
  on(contract.deallocateNumber, deallocateNumber),
  on(contract.deleteNumber, deleteNumber),
  on(contract.exportNumbers, exportNumbers),
  on(contract.getNumber, getNumber),
  on(contract.getNumberConfirmation, getNumberConfirmation(system)),
  on(contract.listNumbers, listNumbers),
  on(contract.nominateNumber, nominateNumber),
  on(contract.releaseNumber, releaseNumber),
  on(contract.unnominateNumber, unnominateNumber),
  on(contract.updateNumber, updateNumber),
]
