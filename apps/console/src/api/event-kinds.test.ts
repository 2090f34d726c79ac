import { eventDefinitions } from '@mainline/contract'
import { expect, it } from 'vitest'
import { eventKinds } from './event-kinds.ts'

it('names every kind of event that the contract has, and no other', () => {
  expect([...eventKinds].sort()).toEqual(eventDefinitions.map(({ kind }) => kind).sort())
})
