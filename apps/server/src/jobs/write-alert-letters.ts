/** Writes to people about alerts that they have not been told of (product §6.4). */
import { type Alert, alertRecipients, inTransaction, noteTold, takeUntoldAlerts } from '@mainline/storage'
import { alertLetter, type ToldAlert } from '../mail/letters/alert-letter.ts'
import type { MailSender } from '../mail/mail-sender.ts'
import type { Job } from './job.ts'

const ALERTS_AT_ONCE = 5_000

export const writeAlertLetters = (mail: MailSender): Job => ({
  name: 'write-alert-letters',
  async run(_, { database }) {
    await inTransaction(database.kysely, async (tx) => {
      const alerts = await takeUntoldAlerts(tx, ALERTS_AT_ONCE)
      const letters = new Map<string, { name: string; told: ToldAlert[] }>()
      for (const [, alike] of Map.groupBy(alerts, placeOf)) {
        const [first] = alike
        for (const { email, name } of first ? await alertRecipients(tx, first) : []) {
          const letter = letters.get(email) ?? { name, told: [] }
          letter.told.push(...alike.map(toldIn))
          letters.set(email, letter)
        }
      }
      for (const [to, { name, told }] of letters) await mail.send(alertLetter({ to, name, alerts: told }), tx)
      await noteTold(
        tx,
        alerts.map(({ id }) => id),
        Date.now(),
      )
    })
  },
})

const placeOf = ({ operatorId, organizationId, siteId }: Alert): string =>
  `${operatorId} ${organizationId} ${siteId}`

/** Alerts that are told in the language of their site say so; all others are in English. */
function toldIn({ words, data }: Alert): ToldAlert {
  const letter = data['letter'] as ToldAlert | undefined
  return letter ?? { words, language: 'en' }
}
