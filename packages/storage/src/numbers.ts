/** The stock of phone numbers and their life (N1–N8). Rules are judged by `@mainline/pbx`, races by constraints. */
import type { NumberState, Refusal as PbxRefusal } from '@mainline/pbx'
import type { Refusal } from './errors.ts'
import type { Page, PageRequest } from './page.ts'
import type { Db, PhoneNumber } from './schema.ts'

export type NumberAnswer = PhoneNumber | Refusal<PhoneNumber> | PbxRefusal

export interface NewNumberRange {
  siteId: string
  /** First number, E.164 with the plus sign. */
  first: string
  /** How many in a row; 1 when left out. */
  count?: number | undefined
  /** Extension of the first one; the lowest free ones of the site's range when left out. */
  firstExtension?: number | undefined
  label?: string | undefined
}

export interface NumberFilter extends PageRequest {
  operatorId?: string | undefined
  siteId?: string | undefined
  organizationId?: string | undefined
  kind?: PhoneNumber['kind'] | undefined
  state?: NumberState | undefined
  /** Part of the number, the extension or the label. */
  search?: string | undefined
}

/** N2: provisions a range, all or nothing. */
export declare function createNumbers(db: Db, input: NewNumberRange): Promise<PhoneNumber[] | Refusal>

export declare function findNumber(db: Db, id: string): Promise<PhoneNumber | undefined>

/** @param e164 with the plus sign */
export declare function findNumberByE164(db: Db, e164: string): Promise<PhoneNumber | undefined>

/** C15: the number of an extension at a site. */
export declare function findNumberByExtension(
  db: Db,
  siteId: string,
  extension: string,
): Promise<PhoneNumber | undefined>

/** In order of creation. */
export declare function listNumbers(db: Db, filter?: NumberFilter): Promise<Page<PhoneNumber>>

/** Label, language, extension, assignment to a user (N12). */
export declare function updateNumber(
  db: Db,
  id: string,
  version: number,
  changes: {
    label?: string | undefined
    language?: string | null | undefined
    extension?: string | null | undefined
    assignedTo?: string | null | undefined
  },
): Promise<NumberAnswer>

/** N2: main or not, only while AVAILABLE. */
export declare function nominate(
  db: Db,
  id: string,
  version: number,
  kind: PhoneNumber['kind'],
): Promise<NumberAnswer>

/** N3: AVAILABLE → RESERVED. */
export declare function allocate(
  db: Db,
  id: string,
  version: number,
  organizationId: string,
): Promise<NumberAnswer>

/** N4: RESERVED → AVAILABLE. */
export declare function deallocate(db: Db, id: string, version: number): Promise<NumberAnswer>

/** N5: RESERVED → PENDING. {@link confirmPending} makes it ACTIVE when every engine has said that it routes it. */
export declare function activate(db: Db, id: string, version: number): Promise<NumberAnswer>

/** N6: ACTIVE → PENDING, which still receives. {@link confirmPending} makes it RESERVED. */
export declare function deactivate(db: Db, id: string, version: number): Promise<NumberAnswer>

/** N5, N6: PENDING → ACTIVE or RESERVED. A hunt member that is no longer ACTIVE leaves its groups (M10). */
export declare function confirmPending(db: Db, id: string): Promise<NumberAnswer>
