/** A form with gaps in braces: `{name}` fits anything, `{n}` and `{m}` a number; they are filled in again as they were. */
export type Form = readonly [english: string, german: string]
