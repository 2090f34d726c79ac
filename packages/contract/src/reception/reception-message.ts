/** Messages that reception takes for an organization (C8): tracked until somebody there acknowledges them. */
import { z } from 'zod'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { paragraph, text } from '../schemas/text.ts'
import { instant } from '../schemas/time.ts'

const some = (most: number) => text(most).nullable().default(null)

/** What the form of a message asks for. */
export const messageFields = {
  organizationId: id,
  numberId: id.nullable().default(null).describe('The main number that was called'),
  liveCallId: some(64),
  recipient: some(120).describe('For whom in the organization'),
  callerName: some(120),
  callerNumber: some(32),
  callerCompany: some(120),
  text: paragraph(2000),
  urgent: z.boolean().default(false),
  callBack: z.boolean().default(false).describe('The caller wants to be called back'),
}

export const receptionMessageRow = z
  .object({
    receptionMessageId: id,
    siteId: id,
    organizationId: id,
    organizationName: z.string(),
    numberId: id.nullable(),
    recipient: z.string().nullable(),
    callerName: z.string().nullable(),
    callerNumber: z.string().nullable(),
    callerCompany: z.string().nullable(),
    text: z.string(),
    urgent: z.boolean(),
    callBack: z.boolean(),
    takenBy: z.string(),
    takenAt: instant,
    mailedTo: z.array(z.string()),
    acknowledgedAt: instant.nullable(),
    acknowledgedBy: z.string().nullable(),
  })
  .meta({ id: 'ReceptionMessage' })

export const exampleReceptionMessage: z.output<typeof receptionMessageRow> = {
  receptionMessageId: exampleIds.receptionMessage,
  siteId: exampleIds.site,
  organizationId: exampleIds.occupier,
  organizationName: 'Alder & Finch Architects',
  numberId: exampleIds.mainNumber,
  recipient: 'Maya Alder',
  callerName: 'Imogen Vane',
  callerNumber: '+442079460990',
  callerCompany: null,
  text: 'The drawings of the second floor are ready.',
  urgent: false,
  callBack: true,
  takenBy: 'Rita Vale',
  takenAt: exampleInstant,
  mailedTo: ['office@alder.example'],
  acknowledgedAt: null,
  acknowledgedBy: null,
}
