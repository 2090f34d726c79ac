/** A site: a building with a time zone, hours and a range of extensions. */
import { noCallsOut, outgoingClasses } from '@mainline/pbx'
import { z } from 'zod'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id, version } from '../schemas/identifier.ts'
import { exampleHours, openingHours } from '../schemas/opening-hours.ts'
import { e164, extension } from '../schemas/phone-number.ts'
import { language, spokenIn, text } from '../schemas/text.ts'
import { instant } from '../schemas/time.ts'

const callsOut = z
  .object({
    classes: z
      .array(z.enum(outgoingClasses))
      .max(outgoingClasses.length)
      .describe(
        'What its phones may call; empty: emergency numbers only. Forwards, members outside and transfers go within the country, and further as far as this allows',
      ),
    linePrefix: z
      .string()
      .regex(/^\d{1,3}$/, 'must be one to three digits')
      .nullable()
      .describe('Dialled for an outside line; emergency numbers are taken without it too. null: nothing is'),
    presentMain: z.boolean().describe("Shows the main number of the caller's organization outside"),
    mostAtOnce: z
      .int()
      .min(0)
      .max(1000)
      .describe('Calls out that an organization may have at a time, callers who are led outside included'),
    mostInternationalAnHour: z
      .int()
      .min(0)
      .max(1000)
      .describe('International and premium calls that an organization may begin in an hour'),
  })
  .meta({ id: 'CallsOut' })

/** Refusals of whoever chooses. */
export const siteErrors = [
  'zone-unknown',
  'hours-time',
  'hours-day',
  'hours-empty',
  'extension-order',
  'extension-out-of-range',
  'extension-taken',
  'extension-emergency',
  'number-exists',
  'name-taken',
] as const

/** What may be chosen about a site. */
export const siteFields = {
  name: text(120),
  timeZone: text(64).describe('IANA name'),
  businessHours: openingHours,
  extensionFirst: extension,
  extensionLast: extension,
  domain: z
    .string()
    .max(253)
    .regex(
      /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/,
      'must be a domain in lower case',
    )
    .describe('SIP domain and digest realm of its devices; sites of one operator may share it'),
  nomination: z.enum(['provider', 'operator']).describe('Who may nominate main numbers (N2)'),
  cooldownDays: z.int().min(0).max(3650).describe('Rest of a number after its organization left (N7)'),
  language: language.describe(spokenIn),
  ringAlertMinutes: z
    .int()
    .min(0)
    .max(240)
    .describe('How long ahead of an opening people hear that nothing would ring, minutes; 0: never'),
  retentionDays: z
    .int()
    .min(0)
    .max(3650)
    .describe('How long messages of an organization that left are kept (N7)'),
  messageDays: z
    .int()
    .min(1)
    .max(3650)
    .nullable()
    .describe(
      'How long messages are kept unless their organization says otherwise; null: until they are deleted',
    ),
  mainNumberUnits: z
    .int()
    .min(0)
    .max(100)
    .describe('What an active main number uses of a voice service (N9)'),
  automaticMain: z.boolean().describe('A first voice service nominates a main number (N10)'),
  automaticAllocation: z
    .boolean()
    .describe('A first voice service takes free numbers up to its quantity (N10)'),
  portalNumber: e164.nullable().describe('Dial-in number of the voice portal; not one of the stock (C10)'),
  portalExtension: extension
    .nullable()
    .describe(
      'By which phones of the site reach the voice portal; outside the range of their extensions (C10)',
    ),
  emergencyTrunkId: id
    .nullable()
    .describe(
      'Tried first for emergency calls, before every other trunk: its carrier knows the address of the site (C15)',
    ),
  callsOut: callsOut.describe(
    'What its phones may call outside (C15). Emergency calls need no permission, but a trunk that carries them',
  ),
}

export const site = z
  .object({ id, operatorId: id, ...siteFields, version, createdAt: instant })
  .meta({ id: 'Site' })

export const exampleSite: z.output<typeof site> = {
  id: exampleIds.site,
  operatorId: exampleIds.operator,
  name: 'Finsbury Yard, London',
  timeZone: 'Europe/London',
  businessHours: exampleHours,
  extensionFirst: 2000,
  extensionLast: 2999,
  domain: 'london.mainline.test',
  nomination: 'operator',
  cooldownDays: 90,
  language: 'en-GB',
  ringAlertMinutes: 30,
  retentionDays: 30,
  messageDays: null,
  mainNumberUnits: 1,
  automaticMain: true,
  automaticAllocation: true,
  portalNumber: '+442079460001',
  portalExtension: 1999,
  emergencyTrunkId: null,
  callsOut: { ...noCallsOut, classes: ['national'] },
  version: 1,
  createdAt: exampleInstant,
}

export const siteParams = z.object({ siteId: id })
export const exampleSiteParams = { siteId: exampleIds.site }
