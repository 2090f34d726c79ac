/** Saves new call settings; they hold for the next call (M5, M6, N12). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch, presented, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { judgeSettings } from './judge-settings.ts'
import { noSettings } from './no-settings.ts'
import { presentCallSettings } from './present-call-settings.ts'

export const saveCallSettings =
  ({ database }: { database: storage.Database }): Handler<typeof contract.saveCallSettings> =>
  async ({ params: { numberId }, body }, { db, principal }) => {
    const number = await storage.findNumber(db, numberId)
    if (!number) return noSuch('number')
    if (!(await storage.findCallSettings(db, numberId))) return noSettings(db, numberId)
    if (number.state !== 'ACTIVE' && number.state !== 'PENDING')
      return new Refused('wrong-state', `the number is ${number.state}; activate it first`)
    const refused = await judgeSettings(database.pool, number, body)
    if (refused) return refused
    const saved = await storage.saveCallSettings(db, numberId, body.version, {
      routes: { inHours: body.inHours, outOfHours: body.outOfHours },
      hoursOverride: body.hours,
      voicemailEmails: body.voicemailEmails,
      changedBy: principal.name,
    })
    return presented(saved, presentCallSettings)
  }
