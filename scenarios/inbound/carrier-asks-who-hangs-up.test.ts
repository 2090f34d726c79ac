/** A carrier that knows us by an account challenges what we send within a call that it brought, too: its leg ends (C2, RFC 3261 §22.3). */
import { VirtualWire } from '@mainline/sip/testing'
import { expect, it } from 'vitest'
import { CARRIER, Office } from '../office/office.ts'
import { SERVER } from '../office/office-phone.ts'

const account = { username: 'harbour', realm: 'carrier.example', password: 'a-long-secret' }

it('signs the BYE of a call that came by the trunk', async () => {
  await using office = await Office.open({ people: ['Maya'], carrierAccount: account })
  const carrier = await VirtualWire.open(office.network.host(CARRIER), 5070)
  const within = (method: string, to: string, body = '') =>
    carrier.send(
      `${method} sip:${office.mainNumber}@${SERVER.address} SIP/2.0
Via: SIP/2.0/UDP ${CARRIER}:5070;branch=z9hG4bK${method}
Max-Forwards: 70
From: <sip:+442079460990@${CARRIER}>;tag=carrier
To: <sip:${office.mainNumber}@${SERVER.address}>${to}
Call-ID: brought-by-the-carrier
CSeq: 1 ${method}
Contact: <sip:${CARRIER}:5070>
${body === '' ? '' : 'Content-Type: application/sdp\n'}Content-Length: ${body.length}

${body}`,
      SERVER.address,
      SERVER.port,
    )
  const byes = () => carrier.log.filter(({ text }) => text.startsWith('BYE '))

  within('INVITE', '', office.carrier.body)
  const maya = await office.nextCallAt('Maya')
  maya.answer()
  await office.until('the carrier hears of it', () => carrier.last.startsWith('SIP/2.0 200'))
  within('ACK', /^To: .*(;tag=\S+)/m.exec(carrier.last)?.[1] ?? '')
  await office.happens('Maya is connected', maya.answered)
  maya.hangUp()
  await office.until('the carrier gets a BYE', () => byes().length > 0)
  carrier.answer(
    byes()[0],
    407,
    `Proxy-Authenticate: Digest realm="${account.realm}", nonce="n1", algorithm=MD5, qop="auth"\n`,
  )
  await office.until('it gets one again', () => byes().length > 1)
  expect(byes()[1]?.text).toContain('Proxy-Authorization: Digest username="harbour"')
  carrier.answer(byes()[1], 200)

  await office.pass(5)
  expect(await office.records.calls()).toMatchObject([{ result: 'answered-by-member' }])
  expect(await office.leftovers()).toEqual({})
})
