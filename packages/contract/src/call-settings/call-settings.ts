/** What becomes of a call to a main number, in hours and out of hours (M5–M8). */
import { z } from 'zod'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id, version } from '../schemas/identifier.ts'
import { openingHours } from '../schemas/opening-hours.ts'
import { exampleRoute, route } from '../schemas/route.ts'
import { instant } from '../schemas/time.ts'

/** M13: the message itself, or a link to it that expires. */
export const emailAs = z
  .enum(['attachment', 'attachment-only', 'link'])
  .describe(
    '`attachment-only`: the message is deleted when the server of every recipient has taken it with the recording',
  )

export const callSettings = z
  .object({
    numberId: id,
    version,
    inHours: route,
    outOfHours: route,
    hours: openingHours.nullable().describe('null: the hours of the site'),
    voicemailEmails: z.array(z.string()),
    emailAs,
    changedAt: instant,
    changedBy: z.string(),
  })
  .meta({ id: 'CallSettings' })

export const exampleCallSettings: z.output<typeof callSettings> = {
  numberId: exampleIds.mainNumber,
  version: 1,
  inHours: exampleRoute,
  outOfHours: { steps: [{ target: 'voicemail' }] },
  hours: null,
  voicemailEmails: [],
  emailAs: 'attachment',
  changedAt: exampleInstant,
  changedBy: 'Ruth Alder',
}
