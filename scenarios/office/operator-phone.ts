/** A phone of the operator's own at the site, such as one of its reception. */
import type { SipPhone } from '@mainline/sip/testing'
import { createDevice, createNumbers, locateAtSite } from '@mainline/storage'
import { activateNumber, giveVoiceService, must } from '@mainline/storage/testing'
import type { Office } from './office.ts'
import { PASSWORD } from './office-phone.ts'

export async function openOperatorPhone(office: Office): Promise<SipPhone> {
  const login = { username: 'front-desk', password: PASSWORD }
  await office.settings.change(async (tx, { operator, site }) => {
    await locateAtSite(tx, operator.id, site.id)
    await giveVoiceService(tx, operator.id, site.id)
    const [number] = must(await createNumbers(tx, { siteId: site.id, first: '+442079460901', count: 1 }))
    if (!number) throw new Error('no number')
    const { id } = await activateNumber(tx, number, operator.id)
    must(await createDevice(tx, { ...login, numberId: id, name: 'Front desk' }))
  })
  const phone = await office.visitor({ user: login.username, credentials: login })
  await office.happens('it registers', phone.register(3_600))
  return phone
}
