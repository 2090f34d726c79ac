/** Everything that the row of a main number expands to (M4), the sentence "Right now a caller reaches …" among it. */
import { z } from 'zod'
import { emailAs } from '../call-settings/call-settings.ts'
import { apiPrefix, defineMethod } from '../method.ts'
import {
  exampleNumber,
  exampleNumberParams,
  numberParams,
  numberState,
  phoneNumber,
} from '../numbers/number.ts'
import { examplePinState, pinState } from '../pins/pin-state.ts'
import { exampleShownCard, shownCard } from '../reception-cards/reception-card.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { e164 } from '../schemas/phone-number.ts'
import { exampleNextRuling, exampleRuling, ruling } from '../schemas/ruling.ts'

const member = z.object({
  id,
  kind: z.enum(['number', 'external']),
  numberId: id.nullable(),
  e164,
  name: z.string(),
  state: numberState.nullable().describe('null: not one of ours'),
  devices: z.int().describe('Phones that it has'),
  registered: z.int().describe('Phones that would ring now'),
})

const settings = z.object({
  version: z.int(),
  inHours: z.string(),
  outOfHours: z.string(),
  voicemailEmails: z.array(z.string()),
  emailAs,
  hours: z.object({
    inWords: z.string(),
    source: z.enum(['site', 'number', 'dated-change']).describe('Whose hours they are'),
    ofSite: z.string().describe('What the site has'),
  }),
})

const greeting = z
  .object({
    kind: z.enum(['default', 'own']).describe('The greeting by name, or one of their own'),
    seconds: z.number().nullable().describe('How long the own one is; null: by name'),
  })
  .meta({ id: 'GreetingHeard' })

export const getMainNumber = defineMethod({
  id: 'get-main-number',
  group: 'main-number',
  method: 'GET',
  path: `${apiPrefix}/numbers/:numberId/main-number`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin'] },
  summary: 'Read the summary of a main number',
  description: 'What there is only from the first activation on is null before.',
  params: numberParams,
  response: z.object({
    number: phoneNumber,
    settings: settings.nullable().describe('As they hold now, dated change included'),
    rightNow: z
      .object({ sentence: z.string(), ruling, next: ruling.nullable() })
      .nullable()
      .describe('By the code that handles the call'),
    members: z.array(member),
    seatsReady: z.int().describe('Seats of the reception of its site that take calls now (C7)'),
    card: shownCard.nullable(),
    voicemail: z
      .object({
        greetings: z
          .object({ inHours: greeting, outOfHours: greeting })
          .describe('What a caller of each route would hear now'),
        newMessages: z.int(),
        savedMessages: z.int(),
        pin: pinState,
      })
      .nullable(),
    datedChanges: z
      .array(z.object({ id, name: z.string(), from: z.string(), until: z.string() }))
      .describe('In force or ahead'),
  }),
  errors: ['not-found'],
  example: {
    params: exampleNumberParams,
    response: {
      number: { ...exampleNumber, state: 'ACTIVE' },
      settings: {
        version: 1,
        inHours: 'Hunt group for 20 s, then voicemail',
        outOfHours: 'Voicemail',
        voicemailEmails: ['office@alder.example'],
        emailAs: 'attachment',
        hours: { inWords: 'Mon–Fri 08:30–18:00', source: 'site', ofSite: 'Mon–Fri 08:30–18:00' },
      },
      rightNow: {
        sentence:
          'A caller reaches the hunt group (Maya Alder), then the mailbox of Alder & Finch Architects.',
        ruling: exampleRuling,
        next: exampleNextRuling,
      },
      members: [
        {
          id: exampleIds.member,
          kind: 'number',
          numberId: exampleIds.phoneNumber,
          e164: '+442079460101',
          name: 'Maya Alder',
          state: 'ACTIVE',
          devices: 1,
          registered: 1,
        },
      ],
      seatsReady: 2,
      card: exampleShownCard,
      voicemail: {
        greetings: {
          inHours: { kind: 'default', seconds: null },
          outOfHours: { kind: 'own', seconds: 14.2 },
        },
        newMessages: 1,
        savedMessages: 0,
        pin: examplePinState,
      },
      datedChanges: [],
    },
  },
})
