/** Dated events, emergency closures and manual overrides of sites (M9). */
import type { LocalSpan, Route, SiteSchedule, WholeDays } from '@mainline/pbx'
import type { Refusal } from './errors.ts'
import type { Page, PageRequest } from './page.ts'
import type { Db, SiteEvent, SiteOverride } from './schema.ts'

export interface NewSiteEvent {
  operatorId: string
  /** At least one. */
  siteIds: string[]
  /** Narrower: of one organization, or of one number. */
  organizationId?: string | null | undefined
  numberId?: string | null | undefined
  name: string
  when: WholeDays | LocalSpan
  route?: Route | null | undefined
}

/** An event with the sites at which it holds. */
export type SiteEventWithSites = SiteEvent & { siteIds: string[] }

export interface NewSiteOverride {
  siteId: string
  numberId?: string | null | undefined
  open: boolean
  /** ms since the epoch */
  until: number
  by: string
  reason?: string | null | undefined
}

export interface NewEmergencyClosure {
  siteId: string
  by: string
  reason?: string | null | undefined
  route?: Route | null | undefined
}

export declare function createSiteEvent(db: Db, input: NewSiteEvent): Promise<SiteEventWithSites | Refusal>
export declare function findSiteEvent(db: Db, id: string): Promise<SiteEventWithSites | undefined>
/** In order of creation. */
export declare function listSiteEvents(
  db: Db,
  filter?: PageRequest & { operatorId?: string | undefined; siteId?: string | undefined },
): Promise<Page<SiteEventWithSites>>
/** Replaces an event (N12). */
export declare function updateSiteEvent(
  db: Db,
  id: string,
  version: number,
  input: Omit<NewSiteEvent, 'operatorId'>,
): Promise<SiteEventWithSites | Refusal<SiteEventWithSites>>
export declare function deleteSiteEvent(db: Db, id: string): Promise<Refusal | undefined>

/** Opens or closes a site, or one number, by hand until a time; replaces the override before it. */
export declare function setSiteOverride(db: Db, input: NewSiteOverride): Promise<SiteOverride | Refusal>
/** Closes a site at once, until it is lifted; replaces the closure before it. */
export declare function setEmergencyClosure(
  db: Db,
  input: NewEmergencyClosure,
): Promise<SiteOverride | Refusal>
/** Ends an override or closure. Refused when it ended already. */
export declare function liftSiteOverride(db: Db, id: string): Promise<SiteOverride | Refusal>
/** What holds at a site now: the closure and the overrides that nobody lifted, newest first. */
export declare function currentSiteOverrides(db: Db, siteId: string, now: number): Promise<SiteOverride[]>
/** What applies to one number, in the form that pbx judges; `now` in ms since the epoch. */
export declare function scheduleOfNumber(
  db: Db,
  numberId: string,
  now: number,
): Promise<SiteSchedule | undefined>
