/** An import, as the server tells of it. */
import type { AnswerOf } from '../../api/client.ts'

export type FileImport = AnswerOf<'getImport'>

/** What the lines of a file become. */
export type ImportKind = FileImport['kind']

export const isRunning = ({ state }: FileImport): boolean => state === 'waiting' || state === 'running'
