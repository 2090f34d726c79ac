/** How calls to a main number are handled was changed (M5, M10). */
import { z } from 'zod'
import { defineEvent } from './event-definition.ts'

export const settingsChanged = defineEvent({
  kind: 'settings.changed',
  summary:
    'Call settings, members of the hunt group or dated changes of a main number changed; the next call obeys them.',
  data: z.object({
    what: z.enum(['call-settings', 'hunt-members', 'dated-changes']),
    e164: z.string().nullable().describe('null: many numbers of the site'),
    version: z.int().nullable().describe('Of the call settings'),
    changedBy: z.string().nullable(),
  }),
  sentence: ({ what, e164, changedBy }) =>
    `The ${words[what]} of ${e164 ?? 'many numbers'} changed${changedBy ? `, by ${changedBy}` : ''}.`,
  example: { what: 'call-settings', e164: '+442079460100', version: 4, changedBy: 'Ada Reed' },
})

const words = {
  'call-settings': 'call settings',
  'hunt-members': 'hunt group',
  'dated-changes': 'dated changes',
}
