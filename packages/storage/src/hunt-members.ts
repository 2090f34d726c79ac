/** Members of In Space hunt groups (M10). */
import type { HuntMember as PbxHuntMember, Refusal as PbxRefusal } from '@mainline/pbx'
import type { Refusal } from './errors.ts'
import type { Db } from './schema.ts'

/** One member to be: an own number, or an external one. */
export type NewHuntMember = { numberId: string } | { externalE164: string; name: string }

/** The members of a main number's group, in their order. */
export declare function listHuntMembers(db: Db, mainNumberId: string): Promise<PbxHuntMember[]>

/** Replaces the whole group. Refused when one is no ACTIVE ordinary number of the same organization and site. */
export declare function setHuntMembers(
  db: Db,
  mainNumberId: string,
  members: readonly NewHuntMember[],
): Promise<PbxHuntMember[] | Refusal | PbxRefusal>

/** Who may be added: the ACTIVE ordinary numbers of the organization at the site of the main number. */
export declare function huntMemberCandidates(
  db: Db,
  mainNumberId: string,
): Promise<{ numberId: string; e164: string; extension: string | null; label: string }[]>
