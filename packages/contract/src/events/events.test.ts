/** The catalogue of events: every example is one, each reads as a sentence, each lies in the file of its name. */
import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { EventDefinition } from './event-definition.ts'
import { eventDefinitions, exampleLiveEvent, liveEvent } from './events.ts'

describe.each(eventDefinitions.map((each): [string, EventDefinition] => [each.kind, each]))(
  '%s',
  (kind, { data, example, sentence }) => {
    it('lies in the file of its name', () => {
      expect(existsSync(new URL(`./${kind.replace('.', '-')}.ts`, import.meta.url))).toBe(true)
    })

    it('has an example that it accepts and a sentence', () => {
      expect(data.parse(example)).toEqual(example)
      expect(sentence(example)).toMatch(/^[\p{Lu}“+\d].*\.$/u)
      expect(liveEvent.parse({ ...exampleLiveEvent, kind, data: example }).kind).toBe(kind)
    })
  },
)

it('names each kind once', () => {
  expect(new Set(eventDefinitions.map(({ kind }) => kind)).size).toBe(eventDefinitions.length)
})
