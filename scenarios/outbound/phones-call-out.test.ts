/** Calls out by the trunk, as far as the site allows them (C15). */
import type { CallsOut } from '@mainline/pbx'
import { callsOutOf, findSite, listAlerts, updateSite } from '@mainline/storage'
import { must } from '@mainline/storage/testing'
import { expect, it } from 'vitest'
import { CARRIER, Office } from '../office/office.ts'
import { sdp } from '../office/scripted-media.ts'

const OUTSIDE = '02079460990'

async function openOffice(rules: Partial<CallsOut> = { classes: ['national'] }): Promise<Office> {
  const office = await Office.open({ people: ['Maya', 'Tom'] })
  await office.settings.change(async (tx) => {
    const site = await findSite(tx, office.siteId)
    if (!site) throw new Error('the site is gone')
    must(await updateSite(tx, site.id, site.version, { callsOut: { ...callsOutOf(site), ...rules } }))
  })
  return office
}

it('rings, is answered, and both hear each other', async () => {
  await using office = await openOffice()
  const { e164 } = await office.deviceOf('Maya')
  const maya = office.phone('Maya').call(OUTSIDE)
  const outside = await office.happens('the carrier is asked', office.carrier.nextCall())
  await office.happens('Maya hears ringing', maya.ringing)
  const [invite] = office.carrier.log.requests('INVITE')
  expect(invite?.uri.toString()).toBe(`sip:+442079460990@${CARRIER}`)
  expect(invite?.header('P-Asserted-Identity')).toContain(e164)
  expect(invite?.from.displayName).toBe(office.organization)
  expect(invite?.header('Diversion')).toBeUndefined()
  outside.answer()
  await office.happens('Maya is connected', maya.answered)
  expect(office.heardBy(maya)).toBe(office.voiceOf(outside))
  expect(office.heardBy(outside)).toBe(office.voiceOf(maya))

  const held = `${sdp('192.0.2.11', 40_000)}a=sendonly\r\n`
  expect(await office.happens('Maya holds the call', maya.reinvite(held))).toBe(200)
  outside.hangUp()
  await office.happens('Maya hears that it is over', maya.ended)
  const record = await office.records.lastCall()
  expect(record).toMatchObject({
    calledNumber: '+442079460990',
    callerNumber: e164,
    outgoing: 'national',
    result: 'called-out',
    answeredBy: '+442079460990',
  })
  expect(record.numberId).not.toBeNull()
  expect(record.trunkId).not.toBeNull()
  expect(await office.leftovers()).toEqual({})
})

it('shows the main number where the site wants that, and nothing to who asks for it', async () => {
  await using office = await openOffice({ classes: ['national'], presentMain: true, linePrefix: '9' })
  const maya = office.phone('Maya').call(`9${OUTSIDE}`)
  await office.happens('the carrier is asked', office.carrier.nextCall())
  maya.cancel()
  await office.ends('Maya gives up', maya)
  const hidden = office.phone('Maya').call(OUTSIDE, { extra: 'Privacy: id\r\n' })
  await office.happens('the carrier is asked again', office.carrier.nextCall())
  hidden.cancel()
  await office.ends('Maya gives up', hidden)
  const [shown, withheld] = office.carrier.log.requests('INVITE')
  expect(shown?.from.uri.toString()).toContain(office.mainNumber)
  expect(shown?.header('P-Asserted-Identity')).toContain(office.mainNumber)
  expect(withheld?.from.uri.toString()).toBe('sip:anonymous@anonymous.invalid')
  expect(withheld?.header('Privacy')).toBe('id')
  expect(await office.records.lastCall()).toMatchObject({ result: 'abandoned', outgoing: 'national' })
  expect(await office.leftovers()).toEqual({})
})

it('lets the caller hear what the carrier says before the answer', async () => {
  await using office = await openOffice()
  office.carrier.behaviour = { kind: 'silent' }
  const maya = office.phone('Maya').call(OUTSIDE)
  const outside = await office.happens('the carrier is asked', office.carrier.nextCall())
  outside.ring(sdp(CARRIER, 41_000))
  const progress = await office.happens('Maya hears something', maya.ringing)
  expect(progress?.status).toBe(183)
  expect(office.heardBy(maya)).toBe(
    Number(/m=audio (\d+)/.exec(office.carrier.log.requests('INVITE')[0]?.text ?? '')?.[1]),
  )
  outside.answer(sdp(CARRIER, 41_000))
  await office.happens('Maya is connected', maya.answered)
  maya.hangUp()
  await office.ends('the carrier hears of it', outside)
  expect(await office.leftovers()).toEqual({})
})

it.each([
  [486, 486, 'outside-busy'],
  [603, 603, 'outside-declined'],
  [404, 404, 'outside-unknown'],
  [480, 480, 'outside-no-answer'],
  [500, 502, 'outside-failed'],
])('a carrier that says %i: the caller is told %i', async (says, told, reason) => {
  await using office = await openOffice()
  office.carrier.behaviour = { kind: 'reject', status: says }
  const maya = office.phone('Maya').call(OUTSIDE)
  const { failure } = await office.happens('Maya is told', maya.ended)
  expect(failure?.status).toBe(told)
  expect(await office.records.lastCall()).toMatchObject({ result: 'rejected', reason })
  expect(await office.leftovers()).toEqual({})
})

it('gives up after two minutes of ringing', async () => {
  await using office = await openOffice()
  const maya = office.phone('Maya').call(OUTSIDE)
  const outside = await office.happens('the carrier is asked', office.carrier.nextCall())
  await office.pass(121)
  expect((await maya.ended).failure?.status).toBe(480)
  await office.ends('the carrier hears of it', outside)
  expect(await office.leftovers()).toEqual({})
})

it('ends a call that lasts four hours', async () => {
  await using office = await openOffice()
  office.carrier.behaviour = { kind: 'answer' }
  const maya = office.phone('Maya').call(OUTSIDE)
  await office.happens('Maya is connected', maya.answered)
  await office.pass(4 * 3600 + 1)
  await office.ends('Maya hears that it is over', maya)
  expect(await office.records.lastCall()).toMatchObject({ result: 'called-out', reason: 'longest-reached' })
})

it.each([
  ['nothing, until somebody has chosen', {}, OUTSIDE],
  ['no call abroad', { classes: ['national'] }, '004930901820'],
  ['no call that costs more', { classes: ['national', 'international'] }, '09098790123'],
] as const)('a site allows %s', async (_, rules, dialled) => {
  await using office = await openOffice(rules)
  const maya = office.phone('Maya').call(dialled)
  const { failure } = await office.happens('Maya is told', maya.ended)
  expect(failure?.status).toBe(403)
  expect(office.carrier.log.requests('INVITE')).toEqual([])
  expect(await office.records.lastCall()).toMatchObject({ result: 'rejected', reason: 'outside-not-allowed' })
})

it('calls a number of ours inside, whatever is dialled in front', async () => {
  await using office = await openOffice({ classes: ['national'], linePrefix: '9' })
  const { e164 } = await office.deviceOf('Tom')
  const maya = office.phone('Maya').call(`90${e164.slice(3)}`)
  await office.nextCallAt('Tom')
  maya.cancel()
  await office.ends('Maya gives up', maya)
  expect(office.carrier.log.requests('INVITE')).toEqual([])
  expect(await office.records.lastCall()).toMatchObject({ calledNumber: e164, outgoing: null })
})

it('takes no more than the site allows an organization, and tells people', async () => {
  await using office = await openOffice({
    classes: ['national', 'international'],
    mostAtOnce: 1,
    mostInternationalAnHour: 1,
  })
  office.carrier.behaviour = { kind: 'answer' }
  const maya = office.phone('Maya').call('004930901820')
  await office.happens('Maya is connected', maya.answered)
  const second = office.phone('Tom').call(OUTSIDE)
  expect((await office.happens('Tom is told', second.ended)).failure?.status).toBe(403)
  maya.hangUp()
  await office.ends('Maya hangs up', maya)
  const abroad = office.phone('Tom').call('004930901821')
  expect((await office.happens('Tom is told', abroad.ended)).failure?.status).toBe(403)
  expect(await office.records.lastCall()).toMatchObject({ reason: 'outside-limit' })
  const near = office.phone('Tom').call(OUTSIDE)
  await office.happens('Tom is connected', near.answered)
  // Never for an emergency.
  const help = office.phone('Maya').call('999')
  await office.happens('Maya is connected', help.answered)
  await office.settings.change(async (tx) => {
    const kinds = (await listAlerts(tx)).items.map(({ kind }) => kind)
    expect(kinds.toSorted()).toEqual(['calls-out-limit', 'emergency-call'])
  })
  near.hangUp()
  help.hangUp()
  expect(await office.leftovers()).toEqual({})
})
