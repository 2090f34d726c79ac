/** A field that the server refused, in the words of whoever filled it in: its name on the page, and what is wrong with it. */
import { i18n, type MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { ErrorBody } from '@mainline/contract'

type FieldFault = NonNullable<NonNullable<ErrorBody['details']>['fields']>[number]

/** The refusal as one text; undefined where no field of a form is named. */
export function fieldWords(faults: readonly FieldFault[] | undefined): string | undefined {
  const ofForms = faults?.filter(({ field }) => /^body\./.test(field)) ?? []
  if (ofForms.length === 0) return undefined
  return ofForms.map(({ field, message }) => `${nameOf(field)}: ${faultOf(message)}.`).join(' ')
}

/** `body.voicemailEmails.1` is the second “E-mail”. */
function nameOf(field: string): string {
  const parts = field.split('.').slice(1)
  const place = Number(parts.at(-1))
  const key = parts.findLast((part) => Number.isNaN(Number(part))) ?? ''
  const label = labels[key]
  const name = label ? i18n._(label) : spelledOut(key)
  return Number.isNaN(place) ? name : `${name} ${place + 1}`
}

/** A name that no page has words for: `ringSeconds` is “Ring seconds”. */
function spelledOut(key: string): string {
  const words = key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const labels: Readonly<Record<string, MessageDescriptor>> = {
  name: msg`Name`,
  email: msg`E-mail`,
  voicemailEmails: msg`E-mail`,
  emails: msg`E-mail`,
  password: msg`Password`,
  username: msg`User name`,
  e164: msg`Number`,
  number: msg`Number`,
  address: msg`Address`,
  url: msg`Address`,
  quantity: msg`Voice services`,
  domain: msg`SIP domain`,
  extensionFirst: msg`First extension`,
  extensionLast: msg`Last extension`,
  timeZone: msg`Time zone`,
  title: msg`Title`,
  text: msg`Text`,
  greeting: msg`Greeting`,
  reason: msg`Why`,
  callbackNumber: msg`Number`,
  label: msg`Name`,
  countryCallingCode: msg`Country calling code`,
}

function faultOf(message: string): string {
  for (const [pattern, words] of faults) {
    const match = pattern.exec(message)
    if (match) return i18n._({ ...words, values: { count: match[1] } })
  }
  return message
}

/** What the server says of fields of any kind; a rule of one field says it in its own words. */
const faults: readonly (readonly [RegExp, MessageDescriptor])[] = [
  [/^is missing$/, msg`is missing`],
  [/^must not be empty$/, msg`must not be empty`],
  [/^must be a whole number$/, msg`must be a whole number`],
  [/^must be a number$/, msg`must be a number`],
  [/^must have at least (\d+) characters$/, msg({ message: 'must have at least {count} characters' })],
  [/^must have at most (\d+) characters$/, msg({ message: 'must have at most {count} characters' })],
  [/^must have at most (\d+) entries$/, msg({ message: 'must have at most {count} entries' })],
  [/^must be (-?[\d.]+) or more$/, msg({ message: 'must be {count} or more' })],
  [/^must be (-?[\d.]+) or less$/, msg({ message: 'must be {count} or less' })],
  [/^must be an e-mail address/, msg`must be an e-mail address, such as maya@company.example`],
  [/^must be a web address/, msg`must be a web address, such as https://company.example`],
  [/^must be a country calling code/, msg`must be a country calling code, digits only`],
  [/^must be E\.164/, msg`must be a number in full with its country, such as +442079460100`],
]
