/** What a decommission takes with it (N7). */
import { z } from 'zod'

export const decommissionCounts = z.object({
  numbers: z.int().describe('Go to COOLDOWN'),
  mainNumbers: z.int().describe('Of them'),
  devices: z.int().describe('Cannot sign in any more'),
  services: z.int().describe('Units that end'),
  users: z.int().describe('Are retired'),
  mailboxes: z.int().describe('Are retired'),
  messages: z.int().describe('Stay for as long as they are retained, then go'),
})

export const exampleDecommissionCounts: z.output<typeof decommissionCounts> = {
  numbers: 6,
  mainNumbers: 1,
  devices: 5,
  services: 10,
  users: 2,
  mailboxes: 6,
  messages: 17,
}
