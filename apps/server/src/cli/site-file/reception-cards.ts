/** `receptionCards`: what the receptionist says and knows (M11), by main number. One that is not named is left as it is. */
import { saveReceptionCard } from '@mainline/contract'
import { z } from 'zod'
import { isSame, type Section } from './section.ts'
import { forEachOf, must, type SiteAccess } from './site-access.ts'

/** As the API has it. */
const cardSpec = saveReceptionCard.body.omit({ version: true })
type CardSpec = z.output<typeof cardSpec>
type Answered = z.output<typeof saveReceptionCard.response>

export const receptionCardsSection: Section<Record<string, CardSpec>> = {
  key: 'receptionCards',
  comment: 'What the receptionist says and knows, by main number.',
  schema: z.record(z.string(), cardSpec),
  async read(site) {
    const mains = site.numbers.filter(({ kind, state }) => kind === 'main' && state === 'ACTIVE')
    const cards = await forEachOf(mains, async ({ e164 }) => [e164, await current(site, e164)] as const)
    // Version 0 is the default, which nobody has written.
    return Object.fromEntries(
      cards.filter(([, { version }]) => version > 0).map(([e164, { spec }]) => [e164, spec]),
    )
  },
  changes: (wanted, present) =>
    Object.entries(wanted)
      .filter(([e164, spec]) => !isSame(spec, present[e164]))
      .map(([e164, spec]) => ({
        words: `reception card of ${e164}: becomes "${spec.inHours.greeting}"${inWords(spec)}`,
        async apply(site) {
          const { version } = await current(site, e164)
          const params = { numberId: site.number(e164).id }
          must(await site.client.saveReceptionCard({ params, body: { ...spec, version } }))
        },
      })),
}

const inWords = ({ inHours, outOfHours }: CardSpec): string => {
  const comments = inHours.comments.length + (outOfHours?.comments.length ?? 0)
  return comments === 0 ? '' : ` with ${comments === 1 ? 'a comment' : `${comments} comments`}`
}

async function current(site: SiteAccess, e164: string): Promise<{ version: number; spec: CardSpec }> {
  const card = must(await site.client.getReceptionCard({ params: { numberId: site.number(e164).id } }))
  const { inHours, outOfHours, pronunciation, version } = card
  const spec = { inHours: sideOf(inHours), outOfHours: outOfHours && sideOf(outOfHours), pronunciation }
  return { version, spec: cardSpec.parse(spec) }
}

/** Without who wrote a comment: that is whoever applies the file. */
const sideOf = ({ greeting, comments }: Answered['inHours']) => ({
  greeting,
  comments: comments.map(({ text, expiresAt }) => ({ text, expiresAt })),
})
