/** Tables of the main reception (C7, C8): its seats, the messages that it takes, its notes. Its rules are the site's. */
import type { ColumnType, Selectable } from 'kysely'

/** A receptionist at a site, with the device that rings. One a person and site. */
export interface ReceptionSeatTable {
  id: string
  operatorId: string
  siteId: string
  userId: string
  /** What the person is called. */
  name: string
  /** null: it was deleted. */
  deviceId: string | null
  presence: 'ready' | 'away'
  /** Why it is away. */
  reason: string | null
  /** Offers ring the device; otherwise only the screen. */
  ringsDevice: ColumnType<boolean, boolean | undefined, boolean>
  /** Its sound is in its page. */
  soundInPage: ColumnType<boolean, boolean | undefined, boolean>
  /** E.164 that rings when its own phone cannot, or is not answered; whoever takes the call there presses 1. */
  fallback: ColumnType<string | null, string | null | undefined, string | null>
  openedAt: number
  /** null while somebody sits there. */
  closedAt: number | null
}

/** A message that reception took for an organization (C8). */
export interface ReceptionMessageTable {
  id: string
  operatorId: string
  siteId: string
  organizationId: string
  /** The main number that was called. */
  numberId: string | null
  callId: string | null
  /** For whom in the organization. */
  recipient: string | null
  callerName: string | null
  callerNumber: string | null
  callerCompany: string | null
  text: string
  urgent: boolean
  /** The caller wants to be called back. */
  callBack: boolean
  takenBy: string
  takenAt: number
  /** To which addresses it was mailed. */
  mailedTo: ColumnType<string[], string, string>
  acknowledgedAt: number | null
  acknowledgedBy: string | null
}

/** What receptionists tell each other about an organization's calls. */
export interface ReceptionNoteTable {
  id: string
  operatorId: string
  siteId: string
  organizationId: string
  text: string
  author: string
  at: number
}

/** Somebody listened to a call while a seat had it. */
export interface ListenInTable {
  id: string
  operatorId: string
  siteId: string
  organizationId: string | null
  numberId: string | null
  callId: string
  /** Who sat there. */
  seatName: string
  listener: string
  at: number
}

/** The keys that a person works the desk with, by what they do; null: switched off. */
export interface DeskKeysTable {
  userId: string
  keys: ColumnType<Record<string, string | null>, string, string>
  version: number
  changedAt: number
}

export interface ReceptionSchema {
  deskKeys: DeskKeysTable
  listenIns: ListenInTable
  receptionSeats: ReceptionSeatTable
  receptionMessages: ReceptionMessageTable
  receptionNotes: ReceptionNoteTable
}

export type DeskKeysRow = Selectable<DeskKeysTable>
export type ReceptionSeat = Selectable<ReceptionSeatTable>
export type ReceptionMessage = Selectable<ReceptionMessageTable>
export type ListenIn = Selectable<ListenInTable>
export type ReceptionNote = Selectable<ReceptionNoteTable>
