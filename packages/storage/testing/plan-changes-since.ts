import type { Db, PlanChange } from '../src/schema.ts'

/** What the change feed (N5) has told after `seq`, oldest first; only the last change of each row is kept. */
export function planChangesSince(db: Db, seq: number): Promise<PlanChange[]> {
  return db.selectFrom('planChanges').selectAll().where('seq', '>', seq).orderBy('seq').execute()
}
