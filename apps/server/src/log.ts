/** Structured log lines on standard error; standard output belongs to what a person asked for. */
import pino, { type Logger } from 'pino'
import { requestFacts } from './http/request-facts.ts'
import { LogOutput } from './log-output.ts'

export type Log = Logger

/** Of this thread: all its parts write in turn. */
const output = new LogOutput(2)
process.on('exit', () => output.flushSync())

/** @param part which part of the process speaks: `http`, `engine` … */
export function openLog(level: string, part: string): Log {
  return pino(
    { level, base: { part }, serializers: { error: pino.stdSerializers.err, req: requestFacts } },
    output,
  )
}
