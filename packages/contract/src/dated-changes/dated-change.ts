/** A dated change of the call settings (product §6.5): "from 1 December forward to … until 5 January". */
import { z } from 'zod'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id, version } from '../schemas/identifier.ts'
import { localTime } from '../schemas/local-time.ts'
import { openingHours } from '../schemas/opening-hours.ts'
import { route, routeErrors } from '../schemas/route.ts'
import { text } from '../schemas/text.ts'
import { instant } from '../schemas/time.ts'

/** What a client says of a change. */
export const changeFields = {
  name: text(120),
  from: localTime.describe('YYYY-MM-DDTHH:MM, local to the site'),
  until: localTime.describe('YYYY-MM-DDTHH:MM, excluded'),
  inHours: route.nullable().default(null).describe('null: as the settings have it'),
  outOfHours: route.nullable().default(null).describe('null: as the settings have it'),
  hours: openingHours.nullable().default(null).describe('null: as the settings have them'),
}

export const datedChange = z
  .object({
    id,
    numberId: id,
    name: z.string(),
    from: z.string(),
    until: z.string(),
    inHours: route.nullable(),
    outOfHours: route.nullable(),
    hours: openingHours.nullable(),
    inWords: z.array(z.string()).describe('What is different while it holds'),
    phase: z.enum(['ahead', 'in-force', 'over']),
    version,
    changedAt: instant,
    changedBy: z.string(),
  })
  .meta({ id: 'DatedChange' })

const forward = {
  steps: [
    { target: 'forward' as const, number: '+442079460990', limitSeconds: 20 },
    { target: 'voicemail' as const },
  ],
}

export const exampleChangeBody = {
  name: 'Winter break',
  from: '2026-12-01T00:00',
  until: '2027-01-05T00:00',
  inHours: forward,
}

export const exampleChange: z.output<typeof datedChange> = {
  id: exampleIds.datedChange,
  numberId: exampleIds.mainNumber,
  ...exampleChangeBody,
  outOfHours: null,
  hours: null,
  inWords: ['In hours: Forward to +442079460990 for 20 s, then voicemail.'],
  phase: 'ahead',
  version: 1,
  changedAt: exampleInstant,
  changedBy: 'Ruth Alder',
}

export const changeParams = z.object({ changeId: id })
export const exampleChangeParams = { changeId: exampleIds.datedChange }

/** Refusals of whoever writes a change. */
export const changeErrors = [
  'not-found',
  'wrong-state',
  'change-empty',
  'change-date',
  'change-order',
  'change-past',
  'change-overlap',
  'hours-time',
  'hours-day',
  'hours-empty',
  ...routeErrors,
] as const
