/**
 * Of which operators somebody follows the events: kept in memory for the engine, which asks several times a call.
 * Read anew when it is announced to have changed, and every minute, since interest ends by itself.
 */
import { type Database, type EventInterest, interestChannel, loadInterest } from '@mainline/storage'

const REREAD_MS = 60_000

export class FollowedOperators {
  readonly #database: Database
  #everyone = false
  #operators: ReadonlySet<string> = new Set()
  #readAt = 0
  #reading = false

  private constructor(database: Database) {
    this.#database = database
  }

  /** Reads who is followed and hears of changes from then on. */
  static async open(database: Database): Promise<FollowedOperators> {
    const followed = new FollowedOperators(database)
    const again = () => void followed.#read()
    await database.listen(interestChannel, again, again)
    await followed.#read()
    return followed
  }

  has(operatorId: string): boolean {
    if (Date.now() - this.#readAt > REREAD_MS) void this.#read()
    return this.#everyone || this.#operators.has(operatorId)
  }

  async #read(): Promise<void> {
    if (this.#reading) return
    this.#reading = true
    this.#readAt = Date.now()
    try {
      this.#take(await loadInterest(this.#database.kysely, Date.now()))
    } catch {
      // What was known holds until the database is back.
    } finally {
      this.#reading = false
    }
  }

  #take({ everyone, operatorIds }: EventInterest): void {
    this.#everyone = everyone
    this.#operators = new Set(operatorIds)
  }
}
