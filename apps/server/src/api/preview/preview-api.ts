/** The methods of the group `preview` with their handlers. */

import * as contract from '@mainline/contract'
import type { Database } from '@mainline/storage'
import { on, type Route } from '../../http/handler.ts'
import { previewNumber } from './preview-number.ts'

export const previewApi = (needs: { database: Database }): Route[] => [
  on(contract.previewNumber, previewNumber(needs)),
]
