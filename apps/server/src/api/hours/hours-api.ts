/** The methods of the group `hours` with their handlers. */

import * as contract from '@mainline/contract'
import { on, type Route } from '../../http/handler.ts'
import { getNumberHours } from './get-number-hours.ts'
import { getSiteHours } from './get-site-hours.ts'
import { setNumberHours } from './set-number-hours.ts'
import { setSiteHours } from './set-site-hours.ts'

export const hoursApi = (): Route[] => [
  on(contract.getNumberHours, getNumberHours),
  on(contract.getSiteHours, getSiteHours),
  on(contract.setNumberHours, setNumberHours),
  on(contract.setSiteHours, setSiteHours),
]
