/** A caller with codecs that only phones speak meets voicemail: 488, for a 503 would take the carrier's calls elsewhere (C9, C12). */
import { expect, it } from 'vitest'
import { Office, WEDNESDAY_NIGHT } from '../office/office.ts'

it('refuses the offer, not the carrier', async () => {
  await using office = await Office.open({ people: ['Maya'], at: WEDNESDAY_NIGHT })
  office.media.speaksNoneOffered = true
  const caller = office.callFromOutside()
  const refused = await office.happens('the call is refused', caller.ended)
  expect(refused.failure?.status).toBe(488)
  expect(await office.leftovers()).toEqual({})
})
