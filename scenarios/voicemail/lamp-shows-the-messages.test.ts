/** The message-waiting lamp (C9, RFC 3842): lit by a message, put out when it was listened to, right after a restart. */
import { setMessageState } from '@mainline/storage'
import { expect, it } from 'vitest'
import { secondPhoneOf, strangerAt } from '../office/more-phones.ts'
import { Office } from '../office/office.ts'

const SERVER = '192.0.2.1'

/** Somebody outside leaves a message with the main number. */
async function leaveMessage(office: Office): Promise<void> {
  const caller = office.callFromOutside()
  await office.happens('voicemail answers', caller.answered)
  await office.recording()
  await office.pass(5)
  caller.hangUp()
  await office.pass(1)
}

async function mark(office: Office, state: 'saved' | 'deleted'): Promise<void> {
  const [message] = await office.records.messages()
  await office.settings.change((tx) => setMessageState(tx, message?.id ?? '', state))
}

it('lights the lamp of the main number on the phones that carry it, and no other', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'] })
  await office.settings.carryLamp('Maya')
  await office.until('Maya is told that there is nothing', () => office.lampOf('Maya').at(-1) === '0/0')

  await leaveMessage(office)
  await office.until('the lamp goes on', () => office.lampOf('Maya').at(-1) === '1/0')
  const notify = office.phone('Maya').unsolicited.at(-1)
  expect(notify?.header('Content-Type')).toBe('application/simple-message-summary')
  expect(notify?.body.toString()).toBe(
    `Messages-Waiting: yes\r\nMessage-Account: sip:+442079460001@site.test\r\nVoice-Message: 1/0 (0/0)\r\n`,
  )

  await mark(office, 'saved')
  await office.until('the lamp goes off', () => office.lampOf('Maya').at(-1) === '0/1')
  expect(office.phone('Maya').unsolicited.at(-1)?.body.toString()).toMatch(/^Messages-Waiting: no\r\n/)
  await mark(office, 'deleted')
  await office.until('nothing is left', () => office.lampOf('Maya').at(-1) === '0/0')

  expect(office.lampOf('Tom')).toEqual([])
  expect(await office.leftovers()).toEqual({})
})

it('tells a phone that begins to carry the lamp, and puts it out when it no longer does', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'] })
  await leaveMessage(office)
  await office.settings.carryLamp('Tom')
  await office.until('Tom’s lamp goes on', () => office.lampOf('Tom').at(-1) === '1/0')
  await office.settings.carryLamp('Maya')
  await office.until('Maya’s lamp goes on', () => office.lampOf('Maya').at(-1) === '1/0')
  await office.until('Tom’s lamp goes off', () => office.lampOf('Tom').at(-1) === '0/0')
})

it('tells a phone that has restarted, not one that only renews its registration', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  await office.settings.carryLamp('Maya')
  await leaveMessage(office)
  await office.until('the lamp goes on', () => office.lampOf('Maya').at(-1) === '1/0')
  const told = office.lampOf('Maya').length
  await office.happens('a renewal', office.phone('Maya').register(3_600))
  await office.pass(2)
  expect(office.lampOf('Maya')).toHaveLength(told)
  office.phone('Maya').restart()
  await office.happens('a registration after a restart', office.phone('Maya').register(3_600))
  await office.until('it is told again', () => office.lampOf('Maya').length > told)
  expect(office.lampOf('Maya').at(-1)).toBe('1/0')
})

it('sets every lamp right when changes may have been missed', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'] })
  await office.settings.carryLamp('Maya', 'Tom')
  await office.until('both were told', () => ['Maya', 'Tom'].every((name) => office.lampOf(name).length > 0))
  const before = office.lampOf('Tom').length
  office.engine.changes.lampsUncertain()
  await office.until('both are told again', () => office.lampOf('Tom').length > before)
})

it('tells a phone that subscribes instead, and only that way', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'] })
  const maya = office.phone('Maya')
  const main = maya.subscribe('message-summary', { uri: `sip:${office.mainNumber}@${SERVER}` })
  const own = maya.subscribe('message-summary')
  await office.until('both subscriptions are told', () =>
    [main, own].every(({ state }) => state === 'active'),
  )
  await leaveMessage(office)
  await office.until('the main number has a message', () => main.body.includes('Voice-Message: 1/0'))
  expect(own.body).toContain('Voice-Message: 0/0')
  await office.settings.carryLamp('Maya')
  await office.until('the own lamp shows it too', () => own.body.includes('Voice-Message: 1/0'))
  expect(office.lampOf('Maya')).toEqual([])
  expect(office.engine.counters().subscriptions).toBe(2)
  main.ask(0)
  own.ask(0)
  await office.until('both end', () => office.engine.counters().subscriptions === 0)
})

it('tells a phone that asks for its own name, whatever characters that has', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  const phone = await secondPhoneOf(office, 'Maya')
  expect(phone.addressOfRecord).toContain('maya-2@')
  const messages = phone.subscribe('message-summary')
  const calls = phone.subscribe('dialog')
  await office.until('both are told', () => [messages, calls].every(({ notified }) => notified.length > 0))
  expect(messages.body).toContain('Voice-Message: 0/0')
  expect([messages.statuses.at(-1), calls.statuses.at(-1)]).toEqual([200, 200])
})

it('shows nobody the messages of a colleague, nor a stranger any', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'] })
  const colleague = office.phone('Maya').subscribe('message-summary', { uri: `sip:tom@${SERVER}` })
  const nobody = office.phone('Maya').subscribe('message-summary', { uri: `sip:+442079469999@${SERVER}` })
  const presence = office.phone('Maya').subscribe('presence')
  const stranger = (await strangerAt(office)).subscribe('message-summary', {
    uri: `sip:${office.mainNumber}@${SERVER}`,
  })
  const all = [colleague, nobody, presence, stranger]
  await office.until('all are answered', () => all.every(({ statuses }) => statuses.length > 0))
  expect(all.map(({ statuses }) => statuses)).toEqual([[404], [404], [489], [401]])
})

it('is set right though the database failed just when it changed', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  await office.settings.carryLamp('Maya')
  await leaveMessage(office)
  await office.until('the lamp goes on', () => office.lampOf('Maya').at(-1) === '1/0')
  office.database = 'away'
  await mark(office, 'saved')
  await office.pass(2)
  expect(office.lampOf('Maya').at(-1)).toBe('1/0')
  office.database = 'there'
  await office.until('the lamp goes off', () => office.lampOf('Maya').at(-1) === '0/1')
  expect(await office.leftovers()).toEqual({})
})
