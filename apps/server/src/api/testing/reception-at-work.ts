/** A reception at work: two receptionists, an administrator of the organization, and one phone of the operator for seats. */
import * as contract from '@mainline/contract'
import { createDevice, createNumbers, locateAtSite } from '@mainline/storage'
import { activateNumber, giveVoiceService, must } from '@mainline/storage/testing'
import type { Browser } from './browser.ts'
import { addPerson, signedIn } from './people.ts'
import { openTestApi, type TestApi } from './test-api.ts'

export interface ReceptionAtWork extends AsyncDisposable {
  readonly api: TestApi
  readonly rita: Browser
  readonly sam: Browser
  /** Administrator of the organization that is called. */
  readonly admin: Browser
  /** The phone beside the desk, of the operator. */
  readonly deviceId: string
  /** Parameters of the site. */
  readonly place: { readonly siteId: string }
  /** Parameters of the organization at the site. */
  readonly atSite: { readonly siteId: string; readonly organizationId: string }
  /** Rita sits down, ready, and the engine does what it is asked, whatever a test before has left. Resolves to her seat's id. */
  sitDown(): Promise<string>
}

export async function openReceptionAtWork(): Promise<ReceptionAtWork> {
  const api = await openTestApi({ mail: true })
  const { database, tenant } = api
  const { kysely } = database
  await locateAtSite(kysely, tenant.operator.id, tenant.site.id)
  await giveVoiceService(kysely, tenant.operator.id, tenant.site.id)
  const [free] = must(
    await createNumbers(kysely, { siteId: tenant.site.id, first: '+442079461000', count: 1 }),
  )
  if (!free) throw new Error('no number')
  const number = await activateNumber(kysely, free, tenant.operator.id)
  const login = { username: 'desk-left', password: 'long-enough-password' }
  const device = must(await createDevice(kysely, { numberId: number.id, name: 'Desk left', ...login }))
  const rita = await signedIn(api, await addPerson(api, 'receptionist'))
  const sam = await signedIn(api, await addPerson(api, 'receptionist'))
  const admin = await signedIn(api, await addPerson(api, 'occupier-admin', { email: 'ada@occupier.example' }))
  const place = { siteId: tenant.site.id }
  return {
    api,
    rita,
    sam,
    admin,
    deviceId: device.id,
    place,
    atSite: { ...place, organizationId: tenant.occupier.id },
    async sitDown() {
      api.engine.taken = { by: 'you' }
      api.engine.ordered = 'done'
      const opened = await rita.call(contract.openSeat, { params: place, body: { deviceId: device.id } })
      if (opened.error) throw new Error(opened.error.message)
      return opened.body.seatId
    },
    [Symbol.asyncDispose]: () => api[Symbol.asyncDispose](),
  }
}
