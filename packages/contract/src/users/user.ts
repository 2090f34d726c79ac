/** A user: a person in one role, at one operator or organization. */
import { z } from 'zod'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id, version } from '../schemas/identifier.ts'
import { text } from '../schemas/text.ts'
import { givenInstant, instant } from '../schemas/time.ts'
import { role } from './role.ts'

export const personName = text(120)

/** RFC 5321 §4.5.3.1.3: at most 254 characters between the angle brackets. */
export const emailAddress = z
  .string()
  .trim()
  .max(254)
  .pipe(z.email('must be an e-mail address'))
  .transform((address) => address.toLowerCase())

/** Long rather than odd (NIST SP 800-63B): no rule about kinds of characters. */
export const newPassword = z
  .string()
  .min(10, 'must have at least 10 characters')
  .max(200, 'must have at most 200 characters')
  .describe('10 to 200 characters, not made of the name or address of the user')

/** Where a user acts. */
export const reach = {
  operatorId: id.nullable().describe('null: the whole platform'),
  organizationId: id.nullable().describe('Of an occupier: its organization'),
  siteIds: z
    .array(id)
    .nullable()
    .describe('Sites of the operator that the user is limited to; null: all of them'),
}

/** What the directory of a reception says of a person (C8). */
export const directoryEntry = {
  title: text(60).nullable().describe('What the person is there, such as "Partner"; receptionists read it'),
  absence: z
    .object({
      note: text(60).describe('Why, such as "Court"'),
      until: instant.nullable().describe('null: until it is taken back'),
    })
    .nullable()
    .describe('null: not away'),
}

/** As who sets it gives it. */
export const givenAbsence = z
  .object({ note: directoryEntry.absence.unwrap().shape.note, until: givenInstant.nullable() })
  .nullable()
  .describe('Null ends it')

export const user = z
  .object({
    membershipId: id.describe('This person in this role; what the methods of users take'),
    userId: id.describe('The person, who may have several memberships; what a number is assigned to'),
    name: personName,
    email: z.string(),
    role,
    ...reach,
    ...directoryEntry,
    secondFactor: z.boolean().describe('Whether an authenticator app is asked for at sign-in'),
    addressProved: z
      .boolean()
      .describe('Whether a letter or the identity provider has shown that the address is the person’s own'),
    state: z.enum(['active', 'retired']),
    version,
    createdAt: instant,
  })
  .meta({ id: 'User' })

export const exampleUser: z.output<typeof user> = {
  membershipId: exampleIds.membership,
  userId: exampleIds.user,
  name: 'Maya Alder',
  email: 'maya@alder-finch.example',
  role: 'occupier-admin',
  operatorId: exampleIds.operator,
  organizationId: exampleIds.occupier,
  siteIds: null,
  title: 'Partner',
  absence: null,
  secondFactor: false,
  addressProved: true,
  state: 'active',
  version: 1,
  createdAt: exampleInstant,
}

export const userParams = z.object({ membershipId: id })
export const exampleUserParams = { membershipId: exampleIds.membership }
