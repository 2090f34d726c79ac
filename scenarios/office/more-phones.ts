/** Phones of an office besides the one that each of its people has. */
import type { Network } from '@mainline/sip'
import type { SipPhone, SipPhoneOptions } from '@mainline/sip/testing'
import { createDevice, registrationsOf, saveRegistrations } from '@mainline/storage'
import type { Office } from './office.ts'
import { PASSWORD } from './office-phone.ts'

/** A phone that nobody here knows and that signs nothing. */
export function strangerAt(office: Office): Promise<SipPhone> {
  return office.visitor({ user: 'stranger' })
}

/** A phone that claims to be that number, with the credentials of somebody who works here. */
export function phoneInTheNameOf(office: Office, number: string, who: string): Promise<SipPhone> {
  return office.visitor({ user: number, credentials: { username: who.toLowerCase(), password: PASSWORD } })
}

/** Another phone of somebody who works here, for the same number. */
export async function secondPhoneOf(
  office: Office,
  name: string,
  way: Partial<Pick<SipPhoneOptions, 'transport' | 'address' | 'believedAddress'>> = {},
  network?: Network,
): Promise<SipPhone> {
  const { numberId } = await office.deviceOf(name)
  const login = { username: `${name.toLowerCase()}-2`, password: PASSWORD }
  await office.settings.change((tx) => createDevice(tx, { ...login, numberId, name: `${name} 2` }))
  const phone = await office.visitor({ user: login.username, credentials: login, ...way }, network)
  await office.happens('it registers', phone.register(3_600))
  return phone
}

/** The phone of one more who works beside somebody, registered with another engine; this one has heard of it. */
export async function phoneElsewhere(office: Office, name: string, beside: string): Promise<SipPhone> {
  const login = { username: name.toLowerCase(), password: PASSWORD }
  await office.settings.change((tx, { ordinary: [number] }) =>
    createDevice(tx, { ...login, numberId: number?.id ?? '', name }),
  )
  const phone = await office.visitor({ user: login.username, credentials: login })
  const [{ id }, colleague] = await Promise.all([office.deviceOf(name), office.deviceOf(beside)])
  await office.settings.change(async (tx) => {
    const bindings = await registrationsOf(tx, colleague.id)
    const its = { deviceId: id, contact: phone.contactUri, engineId: 'another engine' }
    await saveRegistrations(
      tx,
      bindings.map((binding) => ({ ...binding, ...its })),
    )
  })
  await office.until('the engine hears of it', () => office.movesHeard.includes(id))
  await office.pass(1)
  return phone
}
