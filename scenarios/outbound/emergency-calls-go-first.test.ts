/** Emergency numbers are read before everything else, and tried by every trunk until one takes the call (C15). */
import {
  callsOutOf,
  createTrunk,
  findSite,
  listAlerts,
  listTrunks,
  updateSite,
  updateTrunk,
} from '@mainline/storage'
import { must } from '@mainline/storage/testing'
import { expect, it } from 'vitest'
import { phoneElsewhere, strangerAt } from '../office/more-phones.ts'
import { CARRIER, Office } from '../office/office.ts'

const anonymous = { from: '"Anonymous" <sip:anonymous@anonymous.invalid>', extra: 'Privacy: id\r\n' }

it.each([
  ['999', '999'],
  ['112', '112'],
  ['9999', '999'],
  ['0112', '112'],
  ['911', '999'],
  ['9911', '999'],
])('%s reaches %s at a site that allows nothing, with a number to call back', async (dialled, number) => {
  await using office = await Office.open({ people: ['Maya'] })
  const { e164 } = await office.deviceOf('Maya')

  const maya = office.phone('Maya').call(dialled, anonymous)
  const help = await office.happens('the carrier is asked', office.carrier.nextCall())
  const [invite] = office.carrier.log.requests('INVITE')
  expect(invite?.uri.toString()).toBe(`sip:${number}@${CARRIER}`)
  expect(invite?.header('P-Asserted-Identity')).toContain(e164)
  expect(invite?.from.uri.toString()).toContain(e164)
  expect(invite?.header('Privacy')).toBeUndefined()
  help.answer()
  await office.happens('Maya is connected', maya.answered)
  expect(office.heardBy(maya)).toBe(office.voiceOf(help))
  expect(office.heardBy(help)).toBe(office.voiceOf(maya))

  // While the call goes on, people hear of it.
  await office.settings.change(async (tx) => {
    const { items } = await listAlerts(tx)
    expect(items).toMatchObject([{ kind: 'emergency-call', severity: 'critical' }])
    expect(items[0]?.words).toContain(e164)
    const what = dialled === number ? number : `${dialled} \\(sent on as ${number}\\)`
    expect(items[0]?.words).toMatch(new RegExp(` called ${what} at \\d\\d:\\d\\d\\. Look after them`))
    expect(items[0]?.data).toMatchObject({ dialled, number })
  })
  maya.hangUp()
  await office.happens('the carrier hears that Maya hung up', help.ended)
  const record = await office.records.lastCall()
  expect(record).toMatchObject({
    calledNumber: number,
    outgoing: 'emergency',
    result: 'called-out',
    callerNumber: e164,
  })
  const asDialled = `${dialled} was dialled, an emergency call: it goes out as ${number}.`
  expect(record.path.map(({ reason }) => reason)).toEqual([
    ...(dialled === number ? [] : [asDialled]),
    expect.stringMatching(/ answered after \d+ s by way of Carrier\.$/),
  ])
  expect(await office.leftovers()).toEqual({})
})

it('911 is an extension where somebody has it: it rings there, and 112 still is a call for help', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'] })
  await office.settings.change(async (tx) => {
    const { e164 } = await office.deviceOf('Tom')
    await tx.updateTable('numbers').set({ extension: '911' }).where('e164', '=', e164).execute()
  })
  await office.engine.changes.taken()
  const inside = office.phone('Maya').call('911')
  const { ended } = await office.nextCallAt('Tom')
  inside.cancel()
  await office.happens('Tom hears that Maya gave up', ended)
  expect(office.carrier.log.requests('INVITE')).toEqual([])
  office.phone('Maya').call('112')
  await office.happens('the carrier is asked', office.carrier.nextCall())
})

it('what holds is the country of the site, whatever country the number is of', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  await office.settings.change(async (tx) => {
    const site = await findSite(tx, office.siteId)
    if (!site) throw new Error('the site is gone')
    must(await updateSite(tx, site.id, site.version, { timeZone: 'Europe/Berlin' }))
  })
  await office.engine.changes.taken()
  for (const [dialled, sent] of [
    ['110', '110'],
    ['999', '112'],
    ['911', '112'],
  ] as const) {
    const maya = office.phone('Maya').call(dialled)
    const help = await office.happens('the carrier is asked', office.carrier.nextCall())
    expect(office.carrier.log.requests('INVITE').at(-1)?.uri.toString()).toBe(`sip:${sent}@${CARRIER}`)
    help.answer()
    await office.happens('Maya is connected', maya.answered)
    maya.hangUp()
    await office.ends('the carrier hears of it', help)
  }
})

it('goes by the trunk that the site names, then by the others, whatever a carrier says of it', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  let ofTheSite = ''
  await office.settings.change(async (tx) => {
    const other = must(await createTrunk(tx, { name: 'Second carrier', host: `${CARRIER}`, port: 5060 }))
    ofTheSite = other.id
    const site = await findSite(tx, office.siteId)
    if (!site) throw new Error('the site is gone')
    must(
      await updateSite(tx, site.id, site.version, {
        callsOut: { ...callsOutOf(site), linePrefix: '8' },
        emergencyTrunkId: other.id,
      }),
    )
  })
  await office.engine.changes.taken()
  office.carrier.behaviour = { kind: 'silent' }

  const maya = office.phone('Maya').call('8999')
  const first = await office.happens('the trunk of the site is asked', office.carrier.nextCall())
  expect(office.carrier.log.requests('INVITE')[0]?.uri.toString()).toBe(`sip:999@${CARRIER}:5060`)
  first.reject(404)
  const second = await office.happens('the other is asked', office.carrier.nextCall())
  second.answer()
  await office.happens('Maya is connected', maya.answered)
  maya.hangUp()
  await office.ends('the carrier hears of it', second)
  // The record has the trunk that took it, not the one that was tried before.
  const { trunkId, path } = await office.records.lastCall()
  expect(trunkId).not.toBeNull()
  expect(trunkId).not.toBe(ofTheSite)
  expect(path.map(({ target, outcome, reason }) => [target, outcome, reason])).toEqual([
    ['999', 'decided', '8999 was dialled, an emergency call: it goes out as 999.'],
    ['999', 'failed', 'Second carrier did not put the call through (404 Not Found).'],
    ['999', 'answered', expect.stringMatching(/^999 answered after \d+ s by way of Carrier\.$/)],
  ])
  expect(await office.leftovers()).toEqual({})
})

it('does not wait for a trunk that is silent', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  await office.settings.change(async (tx) => {
    const away = must(await createTrunk(tx, { name: 'Away', host: '198.51.100.77' }))
    const site = await findSite(tx, office.siteId)
    if (!site) throw new Error('the site is gone')
    must(await updateSite(tx, site.id, site.version, { emergencyTrunkId: away.id }))
  })
  await office.engine.changes.taken()

  const begun = office.now
  const maya = office.phone('Maya').call('999')
  const help = await office.happens('the carrier is asked', office.carrier.nextCall())
  expect(office.now - begun).toBeLessThan(7_000)
  help.answer()
  await office.happens('Maya is connected', maya.answered)
  maya.hangUp()
  await office.ends('the carrier hears of it', help)
  const { path } = await office.records.lastCall()
  expect(path[0]?.reason).toBe('Away did not put the call through (408 no response).')
  // The silent one may have got the last INVITE half a minute later, and is told that it is over should it answer.
  await office.pass(40)
  expect(await office.leftovers()).toEqual({})
})

it('does not ask a trunk first that is known to be silent, where the site has named none', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'] })
  await office.settings.change(async (tx) => {
    const [carrier] = await listTrunks(tx)
    must(await createTrunk(tx, { name: 'Second carrier', host: CARRIER, port: 5060 }))
    if (carrier) must(await updateTrunk(tx, carrier.id, carrier.version, { host: '198.51.100.77' }))
  })
  await office.engine.changes.taken()
  for (const [who, seconds] of [
    ['Maya', 7],
    ['Tom', 1],
  ] as const) {
    const begun = office.now
    const call = office.phone(who).call('999')
    const help = await office.happens('the second is asked', office.carrier.nextCall())
    expect(office.now - begun).toBeLessThan(seconds * 1_000)
    help.answer()
    await office.happens('the caller is connected', call.answered)
    call.hangUp()
    await office.ends('the carrier hears of it', help)
  }
})

it('asks the trunk that the site names first though it is known to be silent, but does not wait for it as long again', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'] })
  await office.settings.change(async (tx) => {
    const named = must(await createTrunk(tx, { name: 'Named', host: '198.51.100.77' }))
    const site = await findSite(tx, office.siteId)
    if (site) must(await updateSite(tx, site.id, site.version, { emergencyTrunkId: named.id }))
  })
  await office.engine.changes.taken()
  for (const [who, least, most] of [
    ['Maya', 5, 6],
    ['Tom', 2, 3],
  ] as const) {
    const begun = office.now
    const call = office.phone(who).call('999')
    const help = await office.happens('the other is asked', office.carrier.nextCall())
    expect(office.now - begun).toBeGreaterThanOrEqual(least * 1_000)
    expect(office.now - begun).toBeLessThan(most * 1_000)
    help.answer()
    await office.happens('the caller is connected', call.answered)
    call.hangUp()
    await office.ends('the carrier hears of it', help)
    const { path } = await office.records.lastCall()
    expect(path[0]?.reason).toContain('Named did not put the call through')
  }
})

it('does not wait for a trunk that has said no more than 100', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  await office.settings.change(async (tx) => {
    must(await createTrunk(tx, { name: 'Second carrier', host: CARRIER, port: 5060 }))
  })
  await office.engine.changes.taken()
  office.carrier.behaviour = { kind: 'silent' }
  const begun = office.now
  const maya = office.phone('Maya').call('999')
  await office.happens('the first is asked', office.carrier.nextCall())
  const help = await office.happens('the second is asked', office.carrier.nextCall())
  expect(office.now - begun).toBeLessThan(7_000)
  help.answer()
  await office.happens('Maya is connected', maya.answered)
})

it.each(['away', 'silent'] as const)(
  'the database is %s: a phone that is registered reaches help all the same',
  async (state) => {
    await using office = await Office.open({ people: ['Maya'] })
    const { e164 } = await office.deviceOf('Maya')
    await office.settings.change(async (tx) => {
      const other = must(await createTrunk(tx, { name: 'Knows the address', host: CARRIER, port: 5060 }))
      const site = await findSite(tx, office.siteId)
      if (!site) throw new Error('the site is gone')
      must(await updateSite(tx, site.id, site.version, { emergencyTrunkId: other.id }))
    })
    await office.engine.changes.taken()
    office.database = state

    const begun = office.now
    const maya = office.phone('Maya').call('0112')
    const help = await office.happens('the carrier is asked', office.carrier.nextCall())
    expect(office.now - begun).toBeLessThan(3_000)
    const [invite] = office.carrier.log.requests('INVITE')
    expect(invite?.uri.toString()).toBe(`sip:112@${CARRIER}:5060`)
    expect(invite?.header('P-Asserted-Identity')).toContain(e164)
    help.answer()
    await office.happens('Maya is connected', maya.answered)
    maya.hangUp()
    await office.ends('the carrier hears of it', help)

    // People hear of it, and it is in the records, as soon as they can.
    office.database = 'there'
    await office.pass(30)
    await office.settings.change(async (tx) => {
      const { items } = await listAlerts(tx)
      expect(items).toMatchObject([{ kind: 'emergency-call' }])
    })
    expect(await office.records.lastCall()).toMatchObject({ outgoing: 'emergency', result: 'called-out' })
    expect(await office.leftovers()).toEqual({})
  },
)

it('the database is away: a phone reaches help by an engine that it has not registered with', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  const ann = await phoneElsewhere(office, 'Ann', 'Maya')
  office.database = 'away'

  const call = ann.call('112')
  const help = await office.happens('the carrier is asked', office.carrier.nextCall())
  help.answer()
  await office.happens('Ann is connected', call.answered)
  call.hangUp()
  await office.ends('the carrier hears of it', help)
})

it.each(['away', 'silent'] as const)(
  'the database is %s: a name that nobody here has heard of is sent to another engine, and is no wrong password',
  async (state) => {
    await using office = await Office.open({ people: ['Maya'] })
    const credentials = { username: 'nobody-knows', password: 'right-elsewhere' }
    const phone = await office.visitor({ user: credentials.username, credentials })
    office.database = state
    for (let attempt = 0; attempt < 40; attempt += 1) {
      const refused = phone.call('112')
      expect((await office.happens('it is sent elsewhere', refused.ended)).failure?.status).toBe(503)
    }
  },
)

it('the database is away: who knows no password calls nobody', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  const { e164 } = await office.deviceOf('Maya')
  const stranger = await strangerAt(office)
  office.database = 'away'
  const refused = stranger.call('999', { from: `<sip:maya@${office.domain}>` })
  expect((await office.happens('the stranger is refused', refused.ended)).failure?.status).toBe(401)
  const other = office.phone('Maya').call(e164)
  expect((await office.happens('another call is refused', other.ended)).failure?.status).toBe(503)
  expect(office.carrier.log.requests('INVITE')).toEqual([])
})

it.each([
  [503, 'outside-failed', 'no trunk could put the call through'],
  [486, 'outside-busy', 'the number outside is busy'],
] as const)(
  'says so when no trunk takes it, to the caller and to the site: %d',
  async (status, reason, words) => {
    await using office = await Office.open({ people: ['Maya'] })
    office.carrier.behaviour = { kind: 'reject', status }
    const maya = office.phone('Maya').call('999')
    await office.happens('Maya hears us', maya.answered)
    // Before the notice is over.
    await office.settings.change(async (tx) => {
      const { items } = await listAlerts(tx)
      expect(items).toMatchObject([{ kind: 'emergency-call', data: { unreached: reason } }])
      expect(items[0]?.words).toContain(`, and the call reached nobody: ${words}. Call 999 for them`)
    })
    await office.ends('the notice is over', maya)
    expect(office.media.played).toContain('emergency-not-put-through')
    expect(await office.records.lastCall()).toMatchObject({
      outgoing: 'emergency',
      result: 'notice-heard',
      reason,
    })
    expect(await office.leftovers()).toEqual({})
  },
)

it('says so to the site when the caller hangs up before anybody answers', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  office.carrier.behaviour = { kind: 'silent' }
  const maya = office.phone('Maya').call('112')
  await office.happens('the carrier is asked', office.carrier.nextCall())
  maya.hangUp()
  await office.ends('Maya has hung up', maya)
  await office.pass(1)
  await office.settings.change(async (tx) => {
    const { items } = await listAlerts(tx)
    expect(items.map(({ words }) => words)).toEqual([
      expect.stringContaining(', and the call reached nobody: the caller hung up. Call 112 for them'),
    ])
  })
})

it('goes out while the engine stops and takes no other call', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'] })
  const talk = office.phone('Tom').call(office.mainExtension)
  const { answered } = await office.nextCallAt('Maya').then((call) => {
    call.answer()
    return call
  })
  await office.happens('they talk', answered)
  const drained = office.engine.drain(600_000)
  const refused = office.phone('Maya').call(await office.extensionOf('Tom'))
  const { failure } = await office.happens('another call is refused', refused.ended)
  expect(failure?.status).toBe(503)

  const maya = office.phone('Maya').call('999')
  const help = await office.happens('the carrier is asked', office.carrier.nextCall())
  help.answer()
  await office.happens('Maya is connected', maya.answered)
  maya.hangUp()
  talk.hangUp()
  await office.happens('the engine has stopped', drained)
})
