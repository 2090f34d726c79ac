/** The jobs of the server that need nothing but the database. */

import { checkRingReadiness } from './check-ring-readiness.ts'
import { countCalls } from './count-calls.ts'
import { engineLost } from './engine-lost.ts'
import { forgetEngines } from './forget-engines.ts'
import { forgetEvents } from './forget-events.ts'
import { importHolidays } from './import-holidays.ts'
import type { Job } from './job.ts'
import { resumeDeliveries } from './resume-deliveries.ts'
import { resumeImports } from './resume-imports.ts'
import { sweepCooldown } from './sweep-cooldown.ts'
import { sweepRegistrations } from './sweep-registrations.ts'
import { sweepSignIn } from './sweep-sign-in.ts'
import { tellWebhooks } from './tell-webhooks.ts'

// The queue holds JSON: each job says what it takes, and only its own `addJob` calls make it.
// biome-ignore lint/suspicious/noExplicitAny: the payloads differ from job to job
export const jobs: readonly Job<any>[] = [
  checkRingReadiness,
  countCalls,
  engineLost,
  forgetEngines,
  forgetEvents,
  importHolidays,
  resumeDeliveries,
  resumeImports,
  sweepCooldown,
  sweepRegistrations,
  sweepSignIn,
  tellWebhooks,
]
