/** Structured log lines on standard error; standard output belongs to what a person asked for. */
import pino, { type Logger } from 'pino'
import { requestFacts } from './http/request-facts.ts'

export type Log = Logger

/** @param part which part of the process speaks: `http`, `engine` … */
export function openLog(level: string, part: string): Log {
  return pino(
    { level, base: { part }, serializers: { error: pino.stdSerializers.err, req: requestFacts } },
    pino.destination({ fd: 2, sync: false }),
  )
}
