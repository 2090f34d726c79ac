/** The main line rings everywhere, and whoever is first talks (C4, C5). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'

it('rings five phones at once, connects the first to answer and tells the others that it was', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom', 'Ines', 'Jun', 'Rosa'] })

  const caller = office.callFromOutside()
  const tom = await office.nextCallAt('Tom')
  await office.happens('the caller hears ringing', caller.ringing)
  await office.pass(4)
  for (const [name, phone] of office.phones)
    expect(
      phone.calls.map(({ state }) => state),
      name,
    ).toEqual(['early'])

  const [invite] = office.phone('Tom').log.requests('INVITE')
  expect(invite?.from.displayName).toBe(`${office.organization} | +442079460990`)
  expect(invite?.header('P-Called-Party-ID')).toContain(office.mainNumber)

  tom.answer()
  await office.happens('the caller is connected', caller.answered)
  await office.pass(1)
  for (const name of ['Maya', 'Ines', 'Jun', 'Rosa']) {
    const { calls, log } = office.phone(name)
    expect(calls[0]?.state, name).toBe('ended')
    expect(log.reasons('CANCEL'), name).toMatchObject([
      { protocol: 'SIP', cause: 200 },
      { protocol: 'Q.850', cause: 26 },
    ])
  }

  await office.pass(60)
  caller.hangUp()
  await office.happens('Tom hears that the caller is gone', tom.ended)

  const [record] = await office.records.calls()
  expect(record).toMatchObject({
    result: 'answered-by-member',
    reason: 'caller-hung-up',
    answeredBy: 'Tom',
    callerNumber: '+442079460990',
  })
  expect(record?.path[1]?.reason).toBe('Answered by Tom after 4 s.')
  expect(await office.leftovers()).toEqual({})
})
