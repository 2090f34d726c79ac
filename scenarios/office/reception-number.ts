/** A main number of the operator itself whose calls go to the reception of the site: by it members reach reception. */
import { createNumbers, findCallSettings, locateAtSite, nominate, saveCallSettings } from '@mainline/storage'
import { activateNumber, giveVoiceService, must } from '@mainline/storage/testing'
import type { Office } from './office.ts'

/** @returns its E.164 */
export async function openReceptionNumber(office: Office): Promise<string> {
  let e164 = ''
  await office.settings.change(async (tx, { operator, site }) => {
    await locateAtSite(tx, operator.id, site.id)
    await giveVoiceService(tx, operator.id, site.id)
    const stock = must(await createNumbers(tx, { siteId: site.id, first: '+442079460900', count: 1 }))
    const [number] = stock
    if (!number) throw new Error('no number')
    const main = await activateNumber(tx, must(await nominate(tx, number.id, 1, 'main')), operator.id)
    const settings = await findCallSettings(tx, main.id)
    if (!settings) throw new Error('the number has no call settings')
    const steps = [{ target: 'reception', limitSeconds: 60 }, { target: 'voicemail' }] as const
    must(
      await saveCallSettings(tx, main.id, settings.version, {
        routes: { inHours: { steps }, outOfHours: { steps } },
        hoursOverride: settings.hoursOverride,
        voicemailEmails: settings.voicemailEmails,
        changedBy: 'scenario',
      }),
    )
    e164 = main.e164
  })
  return e164
}
