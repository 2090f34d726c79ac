/** That whoever asks is away: what receptionists read of the person in their directory (C8). */
import { z } from 'zod'
import { version } from '../schemas/identifier.ts'
import { directoryEntry } from '../users/user.ts'

export const ownAbsence = z.object({ version, absence: directoryEntry.absence }).meta({ id: 'OwnAbsence' })

export const exampleOwnAbsence: z.output<typeof ownAbsence> = {
  version: 2,
  absence: { note: 'Court', until: '2026-12-01T18:00:00.000Z' },
}
