/** An import, as the server tells of it. */
import type { AnswerOf } from '../../../api/client.ts'

export type NumberImport = AnswerOf<'getImport'>

export const isRunning = ({ state }: NumberImport): boolean => state === 'waiting' || state === 'running'
