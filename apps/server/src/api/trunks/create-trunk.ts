/** Connects a carrier (C2). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch, presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { isOperator } from '../organizations/is-operator.ts'
import { presentTrunk } from './present-trunk.ts'

export const createTrunk: Handler<typeof contract.createTrunk> = async ({ body }, { db }) =>
  body.operatorId && !(await isOperator(db, body.operatorId))
    ? noSuch('operator')
    : presented(await storage.createTrunk(db, body), presentTrunk)
