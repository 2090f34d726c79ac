/** A call at a reception, with the card that its receptionist reads while it still rings (M11, C7). */
import { z } from 'zod'
import { exampleShownCard, shownCard } from '../reception-cards/reception-card.ts'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { instant } from '../schemas/time.ts'

/** `asking`: a person rings whom the seat asks first; `swapped`: that person waits; `passing`: rings, the seat is free. */
const deskCallState = z.enum(['waiting', 'talking', 'held', 'asking', 'consulting', 'swapped', 'passing'])

export const deskCall = z
  .object({
    liveCallId: z.string(),
    state: deskCallState,
    siteId: id.describe(
      'Of the number that was called: another than the reception’s when calls come over from there',
    ),
    numberId: id,
    organizationId: id.nullable(),
    organizationName: z.string(),
    calledNumber: z.string(),
    callerNumber: z.string().nullable(),
    callerName: z.string().nullable(),
    since: instant.describe('Since when the caller waits'),
    answeredAt: instant.nullable(),
    stateSince: instant.describe('Since when it is held, rings somebody, or talks'),
    seatId: id.nullable().describe('The seat that has it, or at which alone it rings'),
    returned: z.boolean().describe('It was answered before, and came back'),
    offeredTo: z.array(id).describe('Seats whose device rings'),
    why: z.string().nullable().describe('What was tried before; null: the reception was first'),
    listener: z.string().nullable().describe('Who listens to the seat that has it (`listen-in`)'),
    person: z.string().nullable().describe('Whom it is passed on to'),
    hasMailbox: z.boolean(),
    card: shownCard,
  })
  .meta({ id: 'DeskCall' })

export const exampleDeskCall: z.output<typeof deskCall> = {
  liveCallId: '7f1d0c52-0000-4000-8000-000000000001',
  state: 'waiting',
  siteId: exampleIds.site,
  numberId: exampleIds.mainNumber,
  organizationId: exampleIds.occupier,
  organizationName: 'Alder & Finch Architects',
  calledNumber: '+442079460100',
  callerNumber: '+442079460990',
  callerName: null,
  since: exampleInstant,
  answeredAt: null,
  stateSince: exampleInstant,
  seatId: null,
  returned: false,
  offeredTo: [exampleIds.seat],
  why: 'Nobody answered within 20 s.',
  listener: null,
  person: null,
  hasMailbox: true,
  card: exampleShownCard,
}
