/** The main reception of a site (C7): its rules, and the seats that receptionists open. */
import { defaultReception, type ReceptionRules } from '@mainline/pbx'
import { sql } from 'kysely'
import { type Refusal, staleOrMissing } from './errors.ts'
import { newId } from './id.ts'
import type { ReceptionSeat } from './schema/reception.ts'
import type { Db, Site } from './schema.ts'
import { findSite } from './sites.ts'

/** The rules of a site; those of a reception that nobody has set up otherwise. */
export const receptionOf = ({ reception }: Pick<Site, 'reception'>): ReceptionRules => ({
  ...defaultReception,
  ...reception,
})

/** Saves the rules (N12). @param version of the site */
export async function saveReception(
  db: Db,
  siteId: string,
  version: number,
  rules: ReceptionRules,
): Promise<Site | Refusal<Site>> {
  const saved = await db
    .updateTable('sites')
    .set({ reception: JSON.stringify(rules), version: version + 1 })
    .where('id', '=', siteId)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst()
  return saved ?? staleOrMissing(await findSite(db, siteId), 'site')
}

/** The sites of an operator whose reception hands its calls over to one of these. */
export async function sitesOverflowingTo(
  db: Db,
  operatorId: string,
  siteIds: readonly string[],
): Promise<readonly string[]> {
  const sites = await db
    .selectFrom('sites')
    .select('id')
    .where('operatorId', '=', operatorId)
    .where(sql<string>`reception -> 'overflow' ->> 'siteId'`, 'in', [...siteIds, ''])
    .execute()
  return sites.map(({ id }) => id)
}

export interface SeatOpening {
  operatorId: string
  siteId: string
  userId: string
  name: string
  deviceId: string
  presence: ReceptionSeat['presence']
  ringsDevice: boolean
  soundInPage: boolean
  /** Left out: as it was. */
  fallback?: string | null | undefined
}

/** Opens the seat of a person at a site, the same one each time. */
export async function openSeat(db: Db, opening: SeatOpening): Promise<ReceptionSeat> {
  const { name, deviceId, presence, ringsDevice, soundInPage, fallback } = opening
  const state = {
    name,
    deviceId,
    presence,
    ringsDevice,
    soundInPage,
    ...(fallback !== undefined && { fallback }),
    reason: null,
    openedAt: Date.now(),
    closedAt: null,
  }
  return db
    .insertInto('receptionSeats')
    .values({ ...opening, ...state, id: newId() })
    .onConflict((known) => known.columns(['siteId', 'userId']).doUpdateSet(state))
    .returningAll()
    .executeTakeFirstOrThrow()
}

export type SeatChange = Partial<
  Pick<ReceptionSeat, 'presence' | 'reason' | 'closedAt' | 'fallback' | 'deviceId'>
>

/** @returns undefined when there is no such seat */
export async function changeSeat(db: Db, id: string, change: SeatChange): Promise<ReceptionSeat | undefined> {
  return db.updateTable('receptionSeats').set(change).where('id', '=', id).returningAll().executeTakeFirst()
}

export async function findSeat(db: Db, id: string): Promise<ReceptionSeat | undefined> {
  return db.selectFrom('receptionSeats').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function findSeatOf(db: Db, siteId: string, userId: string): Promise<ReceptionSeat | undefined> {
  return db
    .selectFrom('receptionSeats')
    .selectAll()
    .where('siteId', '=', siteId)
    .where('userId', '=', userId)
    .executeTakeFirst()
}
