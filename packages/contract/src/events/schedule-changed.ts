/** When a site is open was changed (M8, M9). */
import { z } from 'zod'
import { defineEvent } from './event-definition.ts'

export const scheduleChanged = defineEvent({
  kind: 'schedule.changed',
  summary: 'The site itself, an event of its schedule, an override or an emergency closure changed.',
  data: z.object({ what: z.enum(['site', 'event', 'override']), name: z.string() }),
  sentence: ({ what, name }) => `${words[what]} “${name}” changed.`,
  example: { what: 'event', name: 'Christmas party' },
})

const words = { site: 'The site', event: 'The event', override: 'The override' }
