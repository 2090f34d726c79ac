/** Routes of a main number (M5). Lengths, limits and loops are judged by the domain, which names each wrong path (M6). */
import { z } from 'zod'
import { complete } from './phone-number.ts'

const limitSeconds = z.int().min(1).max(3600).describe('5 to 120 seconds')

export const step = z
  .discriminatedUnion('target', [
    z.object({ target: z.literal('hunt-group'), limitSeconds }),
    z.object({ target: z.literal('reception'), limitSeconds }),
    z.object({
      target: z.literal('voicemail'),
      receptionOnZero: z.boolean().optional().describe('Key 0 in the greeting leads to the main reception'),
    }),
    z.object({
      target: z.literal('forward'),
      number: complete(z.string().max(32)).describe('E.164'),
      limitSeconds,
    }),
  ])
  .meta({ id: 'Step' })

export const route = z
  .object({
    steps: z.array(step).max(16).readonly().describe('1 to 4 steps, tried in order'),
    end: z
      .enum(['closed', 'nobody-available', 'try-later'])
      .optional()
      .describe('Notice spoken when the last step did not take the call'),
  })
  .meta({ id: 'Route' })

export const exampleRoute: z.output<typeof route> = {
  steps: [{ target: 'hunt-group', limitSeconds: 20 }, { target: 'voicemail' }],
}

/** Refusals of whoever writes a route. */
export const routeErrors = [
  'route-length',
  'route-last',
  'route-after-voicemail',
  'route-no-mailbox',
  'step-limit',
  'step-number',
  'forward-self',
  'forward-not-allowed',
  'forward-loop',
] as const
