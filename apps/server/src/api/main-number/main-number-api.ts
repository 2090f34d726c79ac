/** The methods of the group `main-number` with their handlers. */
import * as contract from '@mainline/contract'
import type { Database } from '@mainline/storage'
import { on, type Route } from '../../http/handler.ts'
import type { ReceptionPort } from '../../http/ports.ts'
import { getMainNumber } from './get-main-number.ts'

export const mainNumberApi = (needs: { database: Database; reception: ReceptionPort }): Route[] => [
  on(contract.getMainNumber, getMainNumber(needs)),
]
