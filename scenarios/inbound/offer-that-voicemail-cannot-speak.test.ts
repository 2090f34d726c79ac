/** A caller with codecs that only phones speak meets voicemail: 488, for a 503 would take the carrier's calls elsewhere (C9, C12). */
import { type Alert, acknowledgeAlert, listAlerts } from '@mainline/storage'
import { expect, it } from 'vitest'
import { Office, WEDNESDAY_NIGHT } from '../office/office.ts'

async function refusedCall(office: Office): Promise<string | undefined> {
  office.media.speaksNoneOffered = true
  const caller = office.callFromOutside()
  const { failure } = await office.happens('the call is refused', caller.ended)
  expect(failure?.status).toBe(488)
  return failure?.response?.header('Warning')
}

async function standing(office: Office): Promise<readonly Alert[]> {
  let alerts: readonly Alert[] = []
  await office.settings.change(async (tx) => {
    alerts = (await listAlerts(tx, { standing: true })).items
  })
  return alerts
}

it('refuses the offer, not the carrier, and tells both sides what would be taken', async () => {
  await using office = await Office.open({ people: ['Maya'], at: WEDNESDAY_NIGHT })
  // RFC 3261 §20.43
  expect(await refusedCall(office)).toBe(
    'Mainline 305 "Incompatible media format: PCMA or PCMU is needed, not only G729 AMR"',
  )
  const { path } = await office.records.lastCall()
  expect(path.at(-1)?.reason).toBe('The caller offered no sound that we understand, only G729, AMR.')
  await office.pass(120)
  await refusedCall(office)
  const alerts = await standing(office)
  expect(alerts).toMatchObject([
    {
      kind: 'trunk-misfit',
      operatorId: null,
      words: `A call to ${office.mainNumber} by the trunk Carrier was refused: its sound came only as G729, AMR, which neither voicemail nor a notice can answer. Have its carrier offer G.711 (PCMA or PCMU) as well.`,
      data: { trunk: 'Carrier', codecs: ['G729', 'AMR'] },
    },
  ])
  expect(await office.leftovers()).toEqual({})
})

it('whoever has seen that has not mended it: the next such call is told of again', async () => {
  await using office = await Office.open({ people: ['Maya'], at: WEDNESDAY_NIGHT })
  await refusedCall(office)
  const [first] = await standing(office)
  await office.settings.change((tx) => acknowledgeAlert(tx, first?.id ?? '', 'Ada', Date.now()))
  expect(await standing(office)).toEqual([])
  await office.pass(120)
  await refusedCall(office)
  expect(await standing(office)).toMatchObject([{ kind: 'trunk-misfit', acknowledgedAt: null }])
})

it('while the database is away nobody can be told: the next such call is told of instead', async () => {
  await using office = await Office.open({ people: ['Maya'], at: WEDNESDAY_NIGHT })
  office.media.speaksNoneOffered = false
  const before = office.callFromOutside()
  await office.happens('the plan is known', before.answered)
  before.hangUp()
  office.database = 'away'
  await refusedCall(office)
  office.database = 'there'
  await refusedCall(office)
  expect(await standing(office)).toMatchObject([{ kind: 'trunk-misfit' }])
})
