/** Opens the database: the embedded server of a data folder, or an external one by its URL; nothing else differs. */
import type { Pool } from 'pg'
import type { Db } from './schema.ts'

export type DatabaseLocation = { dataFolder: string } | { url: string }

export interface DatabaseOptions {
  /** Lines that the embedded server logs. */
  onLog?: ((line: string) => void) | undefined
  /** Connections at most; 10 when left out. */
  connections?: number | undefined
}

export interface Database extends AsyncDisposable {
  readonly kysely: Db
  readonly pool: Pool
  /** Process id of the embedded server; undefined for an external one. */
  readonly serverPid: number | undefined
  /**
   * Hears a channel (NOTIFY) on a connection of its own.
   *
   * @param heard gets each payload
   * @param reconnected is called when the connection was lost and is back: notifications may have been missed
   * @returns a function that stops listening
   */
  listen(
    channel: string,
    heard: (payload: string) => void,
    reconnected?: () => void,
  ): Promise<() => Promise<void>>
  /** Ends connections, and the embedded server with them. */
  close(): Promise<void>
}

/** Opens and migrates. @throws when the server cannot be started or reached, or the data folder is in use */
export declare function openDatabase(location: DatabaseLocation, options?: DatabaseOptions): Promise<Database>
