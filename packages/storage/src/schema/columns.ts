/** Kinds of column that tables share. */
import type { ColumnType } from 'kysely'

/** A jsonb column: read as a value, written as JSON text by the repository. */
export type Json<T> = ColumnType<T, string, string>

export type JsonOrNull<T> = ColumnType<T | null, string | null | undefined, string | null>

/** Filled by the database on insert, changed by repositories only. */
export type Version = ColumnType<number, number | undefined, number>
