/** Forwards, members outside and transfers cost what a call of the site's phones costs: what may cost more is allowed first (C11, M10, C15). */
import type { OutgoingClass } from '@mainline/pbx'
import { callsOutOf, findSite, updateSite } from '@mainline/storage'
import { must } from '@mainline/storage/testing'
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'
import { callerTalksTo } from '../office/talks.ts'

const ABROAD = '+4930901820'

async function allow(office: Office, classes: readonly OutgoingClass[]): Promise<void> {
  await office.settings.change(async (tx) => {
    const site = await findSite(tx, office.siteId)
    if (!site) throw new Error('the site is gone')
    must(await updateSite(tx, site.id, site.version, { callsOut: { ...callsOutOf(site), classes } }))
  })
}

it('a forward abroad leads to the next step, until the site allows it', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  const steps = [{ target: 'forward', number: ABROAD, limitSeconds: 15 }, { target: 'voicemail' }] as const
  await office.settings.saveRoutes({ inHours: { steps } })

  const caller = office.callFromOutside()
  await office.happens('the mailbox answers', caller.answered)
  caller.hangUp()
  const [record] = await office.records.calls()
  expect(record?.path.map(({ reason }) => reason)).toContain('The site allows no international calls.')
  expect(office.carrier.log.requests('INVITE')).toEqual([])

  await allow(office, ['international'])
  const again = office.callFromOutside()
  const forwarded = await office.happens('the carrier gets the call', office.carrier.nextCall())
  forwarded.answer()
  await office.happens('the caller is connected', again.answered)
  again.hangUp()
  await office.ends('the other hears of it', forwarded)
})

it.each([
  ['nothing', [], 403],
  ['calls abroad', ['international'], 202],
] as const)(
  'where a site allows %s, a caller who is passed on abroad: %j --> %i',
  async (_, classes, answer) => {
    await using office = await Office.open({ people: ['Maya'] })
    await office.settings.setReception({ outsideTransfer: 'everybody' })
    await allow(office, classes)
    const { caller, member: maya } = await callerTalksTo(office, 'Maya')
    expect(await office.happens('Maya is answered', maya.refer(`<sip:${ABROAD}@${office.domain}>`))).toBe(
      answer,
    )
    expect(office.carrier.log.requests('INVITE')).toHaveLength(classes.length)
    caller.hangUp()
    await office.ends('Maya hears of it', maya)
  },
)

it('a member abroad is not rung where the site allows it no more', async () => {
  await using office = await Office.open({ people: [] })
  await office.settings.setOutsideMembers([{ externalE164: ABROAD, name: 'Berlin' }])
  const caller = office.callFromOutside()
  await office.happens('the mailbox answers', caller.answered)
  caller.hangUp()
  await office.records.calls()
  expect(office.carrier.log.requests('INVITE')).toEqual([])

  await allow(office, ['international'])
  const again = office.callFromOutside()
  await office.happens('the member is called', office.carrier.nextCall())
  again.cancel()
  await office.ends('the caller gives up', again)
  expect(await office.leftovers()).toEqual({})
})
