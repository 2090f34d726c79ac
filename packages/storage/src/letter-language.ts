/** In which language people are written to: that of the sites where they are, since nobody says another. */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from './schema.ts'

/** Of letters to a user. @returns BCP 47; undefined where the sites speak different languages, or there are none */
export const languageOfUser = (db: Db, userId: string): Promise<string | undefined> =>
  languageAt(db, sql`memberships where user_id = ${userId} and retired_at is null`)

/** Of the letter to somebody who is invited. @returns as above */
export const languageOfInvited = (db: Db, invitationId: string): Promise<string | undefined> =>
  languageAt(db, sql`invitations where id = ${invitationId}`)

/** @param places rows with `operator_id`, `organization_id` and `site_ids` */
async function languageAt(db: Db, places: RawBuilder<unknown>): Promise<string | undefined> {
  const { rows } = await sql<{ language: string }>`
    select distinct lower(split_part(s.language, '-', 1)) as language
    from (select operator_id, organization_id, site_ids from ${places}) p
    join sites s on s.operator_id = p.operator_id and (p.site_ids is null or p.site_ids ? s.id::text)
      and (p.organization_id is null or exists (select from occupancies o
        where o.organization_id = p.organization_id and o.site_id = s.id))
    limit 2`.execute(db)
  const [only, ...others] = rows
  return others.length === 0 ? only?.language : undefined
}
