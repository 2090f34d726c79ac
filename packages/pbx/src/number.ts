/** States of a phone number and the transitions between them (N2–N7). */

/** The five states (product §2). */
export type NumberState = 'AVAILABLE' | 'RESERVED' | 'PENDING' | 'ACTIVE' | 'COOLDOWN'

/** A main number serves the business; an ordinary one rings phones. */
export type NumberKind = 'main' | 'ordinary'
