/** Liveness: the process answers. */
import type * as contract from '@mainline/contract'
import type { Handler } from '../../http/handler.ts'

export const getHealth = (): Handler<typeof contract.getHealth> => async () => ({ status: 'ok' })
