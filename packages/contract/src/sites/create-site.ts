/** Opens a site of an operator. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { exampleSite, site, siteErrors, siteFields } from './site.ts'

export const createSite = defineMethod({
  id: 'create-site',
  group: 'sites',
  method: 'POST',
  path: `${apiPrefix}/sites`,
  access: { roles: ['provider-admin'] },
  summary: 'Open a site',
  description: 'Business hours are Mon–Fri 08:30–18:00 in the time zone of the site unless given (M8).',
  body: z.object({
    operatorId: id,
    name: siteFields.name,
    timeZone: siteFields.timeZone,
    domain: siteFields.domain,
    extensionFirst: siteFields.extensionFirst,
    extensionLast: siteFields.extensionLast,
    businessHours: siteFields.businessHours.optional(),
    nomination: siteFields.nomination.optional(),
    cooldownDays: siteFields.cooldownDays.optional(),
    language: siteFields.language.optional(),
    ringAlertMinutes: siteFields.ringAlertMinutes.optional(),
    retentionDays: siteFields.retentionDays.optional(),
    messageDays: siteFields.messageDays.optional(),
    mainNumberUnits: siteFields.mainNumberUnits.optional(),
    automaticMain: siteFields.automaticMain.optional(),
    automaticAllocation: siteFields.automaticAllocation.optional(),
    portalNumber: siteFields.portalNumber.optional(),
    portalExtension: siteFields.portalExtension.optional(),
    onlyIfNew: z
      .boolean()
      .optional()
      .describe('Refuse when the operator has a site of exactly this name, whoever else opens it just now'),
  }),
  status: 201,
  response: site,
  errors: ['not-found', ...siteErrors],
  example: {
    body: {
      operatorId: exampleIds.operator,
      name: 'Finsbury Yard, London',
      timeZone: 'Europe/London',
      domain: 'london.mainline.test',
      extensionFirst: 2000,
      extensionLast: 2999,
    },
    response: exampleSite,
  },
})
