/** The card of a company by the link in the INVITE to an answering service (C7, M11): whoever has it may read until it expires. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleShownCard, shownCard } from './reception-card.ts'

export const openCardLink = defineMethod({
  id: 'open-card-link',
  group: 'reception-cards',
  method: 'GET',
  path: `${apiPrefix}/card-links/:link`,
  access: 'public',
  summary: 'Read a reception card by the link of a call',
  description:
    'A call that overflows to an answering service carries the link in Call-Info (RFC 3261 §20.9). Links hold for 30 minutes.',
  params: z.object({ link: z.string().max(200) }),
  response: z.object({ zone: z.string().describe('Time zone of the site'), card: shownCard }),
  errors: ['link-void'],
  example: {
    params: {
      link: '019a0000-0000-7000-8000-00000000000c_in.mhy3k0ao.Zk3Lw0v8yq1uXb7tN5cR2sD9fGhJ4kM6pQ8rT0vW1xY',
    },
    response: { zone: 'Europe/London', card: exampleShownCard },
  },
})
