/** A company of the demo: its main number and the people who may answer it. */
import type { SipPhone } from '@mainline/sip/testing'

export interface Person {
  readonly name: string
  /** E.164 of the own number. */
  readonly number: string
  readonly phone: SipPhone
}

export class Company {
  readonly name: string
  readonly organizationId: string
  /** Of the main number. */
  readonly numberId: string
  /** E.164. */
  readonly mainNumber: string
  readonly people: ReadonlyMap<string, Person>

  constructor(parts: {
    name: string
    organizationId: string
    numberId: string
    mainNumber: string
    people: ReadonlyMap<string, Person>
  }) {
    this.name = parts.name
    this.organizationId = parts.organizationId
    this.numberId = parts.numberId
    this.mainNumber = parts.mainNumber
    this.people = parts.people
  }

  /** @throws when nobody there is called that */
  person(name: string): Person {
    const person = this.people.get(name)
    if (!person) throw new Error(`nobody at ${this.name} is called ${name}`)
    return person
  }
}
