/** Call settings of main numbers (M5–M8) with every version kept. Whether a route may be saved is pbx's to judge (M6). */
import type { OpeningHours, CallSettings as PbxCallSettings } from '@mainline/pbx'
import type { Refusal } from './errors.ts'
import type { CallSettings, Db, Routes } from './schema.ts'

export interface CallSettingsChange {
  routes: Routes
  /** null: the site's hours. */
  hoursOverride: OpeningHours | null
  voicemailEmails: string[]
  /** Who changed it, for the history (N11). */
  changedBy: string
}

/** What `@mainline/pbx` reads. */
export declare function toPbxSettings(row: CallSettings): PbxCallSettings

export declare function findCallSettings(db: Db, numberId: string): Promise<CallSettings | undefined>

/** Gives an activated main number its first settings (M7: pass pbx's defaults); keeps those that it has. */
export declare function ensureCallSettings(
  db: Db,
  numberId: string,
  initial: CallSettingsChange,
): Promise<CallSettings | Refusal>

/** Saves a new version (N12: refused when `version` is stale). */
export declare function saveCallSettings(
  db: Db,
  numberId: string,
  version: number,
  change: CallSettingsChange,
): Promise<CallSettings | Refusal<CallSettings>>

/** Every version, newest first. */
export declare function callSettingsHistory(db: Db, numberId: string): Promise<CallSettings[]>
