/** The methods of the group `hours` with their handlers. */

import * as contract from '@mainline/contract'
import type { Db } from '@mainline/storage'
import { on, type Route } from '../../http/handler.ts'
import { getNumberHours } from './get-number-hours.ts'
import { getSiteHours } from './get-site-hours.ts'
import { setNumberHours } from './set-number-hours.ts'
import { setSiteHours } from './set-site-hours.ts'

export const hoursApi = (needs: { db: Db }): Route[] => [
  on(contract.getNumberHours, getNumberHours(needs)),
  on(contract.getSiteHours, getSiteHours(needs)),
  on(contract.setNumberHours, setNumberHours(needs)),
  on(contract.setSiteHours, setSiteHours(needs)),
]
