import type { DemoCase } from '../demo-case.ts'
import { saveRoutes } from '../routes.ts'
import { CALLER } from '../stage.ts'
import { sleep } from '../waiting.ts'

/** 07700 900000 to 900999 are reserved for drama. */
const MOBILE = '+447700900123'

export const forwardedByTrunk: DemoCase = {
  id: 'forwarded-by-trunk',
  title: 'Forwarded through the trunk, with Diversion',
  people: ['Maya'],
  async play(stage) {
    const steps = [{ target: 'forward', number: MOBILE, limitSeconds: 10 }, { target: 'voicemail' }] as const
    await saveRoutes(stage, { inHours: { steps } })
    const coming = stage.carrier.nextCall()
    const caller = await stage.callIn()
    const mobile = await stage.reachesCarrier(coming)
    const invite = stage.carrier.log.requests('INVITE').find(({ callId }) => callId === mobile.callId)
    const diversion = invite?.header('Diversion') ?? ''
    stage.say(`Diversion: ${diversion}`)
    stage.check('the carrier is asked for the mobile', invite?.uri.user === MOBILE)
    stage.check(
      'Diversion names the main number and the reason',
      diversion.includes(stage.company.mainNumber) && diversion.includes('reason=unconditional'),
    )
    stage.check('History-Info tells both steps', invite?.headers('History-Info').length === 2)
    stage.check(
      'the caller stays the caller',
      invite?.header('P-Asserted-Identity')?.includes(CALLER) === true,
    )
    await caller.hearsRinging()
    await sleep(500)
    mobile.answer()
    await caller.isAnswered()
    caller.audio.speak(440)
    mobile.audio.speak(700)
    stage.check('the mobile hears the caller', await mobile.hears(440))
    stage.check('the caller hears the mobile', await caller.hears(700))
    mobile.hangUp()
    await caller.hasEnded()
    const { result, answeredBy } = await stage.recordOf(caller)
    stage.check('on record as forwarded', result === 'forwarded' && answeredBy === MOBILE)
  },
}
