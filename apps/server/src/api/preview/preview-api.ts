/** The methods of the group `preview` with their handlers. */

import * as contract from '@mainline/contract'
import type { Database } from '@mainline/storage'
import { on, type Route } from '../../http/handler.ts'
import type { ReceptionPort } from '../../http/ports.ts'
import { getNumberRule } from './get-number-rule.ts'
import { getSiteRule } from './get-site-rule.ts'
import { previewNumber } from './preview-number.ts'
import { proveNoDeadEnd } from './prove-no-dead-end.ts'

export interface PreviewNeeds {
  readonly database: Database
  readonly reception: ReceptionPort
}

export const previewApi = (needs: PreviewNeeds): Route[] => [
  on(contract.getNumberRule, getNumberRule(needs)),
  on(contract.getSiteRule, getSiteRule),
  on(contract.previewNumber, previewNumber(needs)),
  on(contract.proveNoDeadEnd, proveNoDeadEnd(needs)),
]
