/** A number went from one state to another, or was nominated (N2–N7). */
import { z } from 'zod'
import { defineEvent } from './event-definition.ts'

const state = z.enum(['AVAILABLE', 'RESERVED', 'PENDING', 'ACTIVE', 'COOLDOWN'])

export const numberState = defineEvent({
  kind: 'number.state',
  summary: 'A number changed its state, or between main and ordinary.',
  data: z.object({
    e164: z.string(),
    kind: z.enum(['main', 'ordinary']),
    from: state,
    to: state,
    pendingTarget: z.enum(['ACTIVE', 'RESERVED']).nullable().describe('What a PENDING number becomes'),
  }),
  sentence: ({ e164, kind, from, to }) =>
    from === to ? `${e164} is now ${words[kind]}.` : `${e164} went from ${from} to ${to}.`,
  example: { e164: '+442079460100', kind: 'main', from: 'RESERVED', to: 'PENDING', pendingTarget: 'ACTIVE' },
})

const words = { main: 'a main number', ordinary: 'an ordinary number' }
