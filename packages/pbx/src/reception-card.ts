/**
 * The reception card of a main number (M11): what the answering person says, and what it is good to know. Kept as
 * written; `showCard` makes of it what is on the screen at an instant, while the call still rings.
 */
import { dayGreeting } from './day-greeting.ts'
import { type Refusal, refuse } from './errors.ts'

/** One thing to know. */
export interface CardComment {
  readonly text: string
  /** Epoch ms from which on it is not shown; undefined: for good. */
  readonly expiresAt?: number | undefined
  readonly author: string
}

/** What is said and known in hours, or out of hours. */
export interface CardSide {
  /** May hold the placeholders `{good morning}` and `{organization}`; empty: that of {@link defaultCard}. */
  readonly greeting: string
  readonly comments: readonly CardComment[]
}

/** The card as its organization writes it. */
export interface ReceptionCard {
  readonly inHours: CardSide
  /** Undefined: as in hours. */
  readonly outOfHours?: CardSide | undefined
  /** How the name is said: "AL-der and Finch". */
  readonly pronunciation?: string | undefined
}

/** What a card is shown for. */
export interface CardOccasion {
  /** Epoch ms. */
  readonly at: number
  /** As the ruling of that instant has it. */
  readonly open: boolean
  /** IANA time zone of the site. */
  readonly zone: string
  /** BCP 47. */
  readonly language: string
  readonly organizationName: string
}

/** What the receptionist sees. */
export interface ShownCard {
  readonly greeting: string
  readonly pronunciation: string | undefined
  /** Those that have not expired. */
  readonly comments: readonly CardComment[]
}

/** Longest texts in characters, and most comments of a side (M11). */
const cardLimits = { greeting: 250, comment: 1000, pronunciation: 120, comments: 20 } as const

/** The card of a number for which nobody has written one. */
export const defaultCard: ReceptionCard = {
  inHours: { greeting: '{good morning}, {organization}, how may I help you?', comments: [] },
}

/** Every fault of a card; none for one that can be saved. */
export function validateCard(card: ReceptionCard): readonly Refusal[] {
  const sides = card.outOfHours === undefined ? [card.inHours] : [card.inHours, card.outOfHours]
  const faults = sides.flatMap(validateSide)
  const spoken = lengthOf(card.pronunciation ?? '')
  if (spoken > cardLimits.pronunciation) faults.push(refuse('card-pronunciation', { count: spoken }))
  return faults
}

function validateSide({ greeting, comments }: CardSide): Refusal[] {
  const faults: Refusal[] = []
  const count = lengthOf(greeting)
  if (count > cardLimits.greeting) faults.push(refuse('card-greeting', { count }))
  for (const [text] of greeting.matchAll(/\{[^{}]*\}/g)) {
    if (!isPlaceholder(text))
      faults.push(refuse('card-placeholder', { text, known: placeholders.join(' and ') }))
  }
  if (comments.length > cardLimits.comments) faults.push(refuse('card-comments', { count: comments.length }))
  for (const [index, { text }] of comments.entries()) {
    const length = lengthOf(text)
    if (length === 0 || length > cardLimits.comment)
      faults.push(refuse('card-comment', { index: index + 1, count: length }))
  }
  return faults
}

/** The card as the answering person sees it. */
export function showCard(card: ReceptionCard, occasion: CardOccasion): ShownCard {
  const { at, open } = occasion
  const side = open ? card.inHours : (card.outOfHours ?? card.inHours)
  return {
    // Nobody answers with nothing.
    greeting: fillIn(side.greeting.trim() === '' ? defaultCard.inHours.greeting : side.greeting, occasion),
    pronunciation: card.pronunciation,
    comments: side.comments.filter(({ expiresAt }) => expiresAt === undefined || expiresAt > at),
  }
}

const placeholders = ['{good morning}', '{organization}'] as const
const isPlaceholder = (text: string): boolean => placeholders.some((known) => known === text)

function fillIn(greeting: string, { at, zone, language, organizationName }: CardOccasion): string {
  return greeting.replace(/\{good morning\}|\{organization\}/g, (found, offset: number) => {
    if (found === '{organization}') return organizationName
    const words = dayGreeting(zone, language, at)
    return startsSentence(greeting, offset) ? words.charAt(0).toUpperCase() + words.slice(1) : words
  })
}

const startsSentence = (text: string, offset: number): boolean =>
  offset === 0 || /[.!?]\s*$/.test(text.slice(0, offset))

/** In characters as people count them, not UTF-16 units. */
const lengthOf = (text: string): number => [...text].length
