/** A carrier that knows us by an account challenges the INVITE that we send it; the forwarded call goes on (C11, RFC 3261 §22.3). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'

const account = { username: 'harbour', realm: 'carrier.example', password: 'a-long-secret' }

it('signs the INVITE that it sends by the trunk', async () => {
  await using office = await Office.open({ people: ['Maya'], carrierAccount: account })
  const steps = [
    { target: 'forward', number: '+447700900123', limitSeconds: 15 },
    { target: 'voicemail' },
  ] as const
  await office.settings.saveRoutes({ inHours: { steps } })

  const caller = office.callFromOutside()
  const first = await office.happens('the carrier gets an INVITE', office.carrier.nextCall())
  first.reject(
    407,
    `Proxy-Authenticate: Digest realm="${account.realm}", nonce="n1", algorithm=MD5, qop="auth"\r\n`,
  )
  const second = await office.happens('it gets one again', office.carrier.nextCall())
  const [unsigned, signed] = office.carrier.log.requests('INVITE')
  expect(unsigned?.has('Proxy-Authorization')).toBe(false)
  expect(signed?.header('Proxy-Authorization')).toContain('username="harbour"')
  expect(signed?.cseq.sequence).toBe((unsigned?.cseq.sequence ?? 0) + 1)

  second.answer()
  await office.happens('the caller is connected', caller.answered)
  caller.hangUp()
  await office.happens('the call ends', second.ended)
  expect(await office.records.calls()).toMatchObject([{ result: 'forwarded' }])
  expect(await office.leftovers()).toEqual({})
})
