/** Reception cards as the contract shows them, and as it takes them (M11). */
import type {
  getReceptionCard,
  MethodInput,
  MethodOutput,
  saveReceptionCard,
  showReceptionCard,
} from '@mainline/contract'
import {
  type CardComment,
  type CardOccasion,
  type CardSide,
  defaultCard,
  type ReceptionCard,
  showCard,
} from '@mainline/pbx'
import type { ReceptionCardRow } from '@mainline/storage'
import { fromIso, toIsoOrNull } from '../instant.ts'

type Shown = MethodOutput<typeof getReceptionCard>
type Written = MethodInput<typeof saveReceptionCard>['body']
type WrittenSide = Written['inHours']

/** @param row undefined: nobody has written one yet */
export function presentCard(numberId: string, row: ReceptionCardRow | undefined): Shown {
  const card = row?.card ?? defaultCard
  return {
    numberId,
    inHours: presentSide(card.inHours),
    outOfHours: card.outOfHours ? presentSide(card.outOfHours) : null,
    pronunciation: card.pronunciation ?? null,
    version: row?.version ?? 0,
    changedAt: toIsoOrNull(row?.changedAt),
    changedBy: row?.changedBy ?? null,
  }
}

/** What the receptionist sees. */
export function presentShownCard(
  card: ReceptionCard,
  occasion: CardOccasion,
): MethodOutput<typeof showReceptionCard> {
  const { greeting, pronunciation = null, comments } = showCard(card, occasion)
  const { open, organizationName: organization } = occasion
  return { open, organization, greeting, pronunciation, comments: comments.map(presentComment) }
}

/**
 * The card to be stored.
 *
 * @param before comments that were there keep their author
 */
export function cardFrom(written: Written, before: ReceptionCard, author: string): ReceptionCard {
  const known = [...before.inHours.comments, ...(before.outOfHours?.comments ?? [])]
  const authorOf = (text: string) => known.find((one) => one.text === text)?.author ?? author
  const side = ({ greeting, comments }: WrittenSide): CardSide => ({
    greeting,
    comments: comments.map(({ text, expiresAt }) => ({
      text,
      expiresAt: expiresAt === null ? undefined : fromIso(expiresAt),
      author: authorOf(text),
    })),
  })
  return {
    inHours: side(written.inHours),
    outOfHours: written.outOfHours ? side(written.outOfHours) : undefined,
    pronunciation: written.pronunciation ?? undefined,
  }
}

const presentSide = ({ greeting, comments }: CardSide): Shown['inHours'] => ({
  greeting,
  comments: comments.map(presentComment),
})

const presentComment = ({ text, expiresAt, author }: CardComment): Shown['inHours']['comments'][number] => ({
  text,
  expiresAt: toIsoOrNull(expiresAt),
  author,
})
