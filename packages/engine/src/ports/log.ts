/** Where the engine writes what it has to say. */

/** Structured log lines: pino fits. */
export interface EngineLog {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** A log that says nothing, for tests. */
export const silentLog: EngineLog = { debug() {}, info() {}, warn() {}, error() {} }
