/**
 * The limits of calls out hold for whatever leads a caller outside (C15): who has a password, or just calls, could otherwise have a
 * forward cost without bound. What is refused by them ends where nobody would have answered (M6), and says why.
 */
import type { CallsOut } from '@mainline/pbx'
import { callsOutOf, findSite, listAlerts, updateSite } from '@mainline/storage'
import { must } from '@mainline/storage/testing'
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'
import { callerTalksTo } from '../office/talks.ts'

const ABROAD = '+4930901820'
const MOBILE = '+447700900123'
const WHY = 'The organization has as many calls out as it may have.'

async function openOffice(rules: Partial<CallsOut>): Promise<Office> {
  const office = await Office.open({ people: ['Maya', 'Tom'] })
  await office.settings.change(async (tx) => {
    const site = await findSite(tx, office.siteId)
    if (!site) throw new Error('the site is gone')
    const classes = ['national', 'international'] as const
    must(
      await updateSite(tx, site.id, site.version, { callsOut: { ...callsOutOf(site), classes, ...rules } }),
    )
  })
  return office
}

const forwardTo = (number: string) =>
  ({
    inHours: { steps: [{ target: 'forward', number, limitSeconds: 15 }, { target: 'voicemail' }] },
  }) as const

async function alerts(office: Office): Promise<string[]> {
  const kinds: string[] = []
  await office.settings.change(async (tx) => {
    for (const { kind } of (await listAlerts(tx)).items) kinds.push(kind)
  })
  return kinds
}

it('a main number that forwards abroad: one call in the hour goes there, the next leaves a message', async () => {
  await using office = await openOffice({ mostInternationalAnHour: 1 })
  await office.settings.saveRoutes(forwardTo(ABROAD))
  const first = office.callFromOutside()
  const forwarded = await office.happens('the carrier gets the call', office.carrier.nextCall())
  first.cancel()
  await office.ends('the first gives up', forwarded)

  for (const call of [office.phone('Maya').call(office.mainExtension), office.callFromOutside()]) {
    await office.happens('the mailbox answers', call.answered)
    call.hangUp()
    expect((await office.records.lastCall()).path.map(({ reason }) => reason)).toContain(WHY)
  }
  expect(office.carrier.log.requests('INVITE')).toHaveLength(1)
  const own = office.phone('Tom').call(ABROAD)
  await office.happens('Tom is told', own.ended)
  expect(await office.records.lastCall()).toMatchObject({ reason: 'outside-limit' })
  expect(await alerts(office)).toEqual(['calls-out-limit'])

  await office.pass(3_600)
  const later = office.callFromOutside()
  await office.happens('an hour later it goes abroad again', office.carrier.nextCall())
  later.cancel()
  await office.ends('the caller gives up', later)
  expect(await office.leftovers()).toEqual({})
})

it('as many callers are outside at a time as calls out may be; who calls for help is not one of them', async () => {
  await using office = await openOffice({ mostAtOnce: 1 })
  await office.settings.saveRoutes(forwardTo(MOBILE))
  office.carrier.behaviour = { kind: 'answer' }
  const help = office.phone('Tom').call('999')
  await office.happens('Tom is connected', help.answered)
  const first = office.callFromOutside()
  await office.happens('the first talks to the mobile', first.answered)
  expect(office.carrier.log.requests('INVITE')).toHaveLength(2)

  const second = office.callFromOutside()
  await office.happens('the mailbox answers the second', second.answered)
  expect(office.carrier.log.requests('INVITE')).toHaveLength(2)
  const own = office.phone('Maya').call('02079460990')
  await office.happens('Maya is told', own.ended)
  expect(await office.records.lastCall()).toMatchObject({ reason: 'outside-limit' })

  first.hangUp()
  second.hangUp()
  await office.pass(1)
  const third = office.callFromOutside()
  await office.happens('the mobile takes the next one', third.answered)
  expect(office.carrier.log.requests('INVITE')).toHaveLength(3)
  third.hangUp()
  help.hangUp()
  expect(await office.leftovers()).toEqual({})
})

it('a member abroad is not rung beyond them, the phones of the others are', async () => {
  await using office = await openOffice({ mostInternationalAnHour: 0 })
  await office.settings.setOutsideMembers([{ externalE164: ABROAD, name: 'Berlin' }])
  const caller = office.callFromOutside()
  await office.happens('the mailbox answers in the end', caller.answered)
  caller.hangUp()
  const { path } = await office.records.lastCall()
  expect(path).toContainEqual(expect.objectContaining({ step: 'hunt-group', target: ABROAD, reason: WHY }))
  expect(office.carrier.log.requests('INVITE').map(({ uri }) => uri.user)).not.toContain(ABROAD)
})

it('a caller whom Maya passes on abroad beyond them comes back to her', async () => {
  await using office = await openOffice({ mostInternationalAnHour: 0 })
  await office.settings.setReception({ outsideTransfer: 'everybody' })
  const { caller, member: maya } = await callerTalksTo(office, 'Maya')
  const again = office.nextCallAt('Maya')
  expect(await office.happens('Maya is answered', maya.refer(`<sip:${ABROAD}@${office.domain}>`))).toBe(202)
  const back = await again
  back.answer()
  await office.pass(1)
  caller.hangUp()
  await office.ends('Maya hears of it', back)
  const { path } = await office.records.lastCall()
  expect(path).toContainEqual(expect.objectContaining({ step: 'transfer', target: ABROAD, reason: WHY }))
})
