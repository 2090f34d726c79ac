import type { DemoCase } from '../demo-case.ts'
import { sleep } from '../waiting.ts'

export const callerHangsUp: DemoCase = {
  id: 'caller-hangs-up',
  title: 'The caller hangs up while it rings: every leg ends, no message',
  people: ['Maya', 'Tom', 'Ines'],
  async play(stage) {
    const caller = await stage.callIn()
    const phones = await Promise.all(['Maya', 'Tom', 'Ines'].map((name) => stage.rings(name)))
    await caller.hearsRinging()
    await sleep(1_500)
    caller.call.cancel()
    const hungUpAt = performance.now()
    stage.say('the caller hangs up')
    await Promise.all([caller, ...phones].map((party) => party.hasEnded()))
    const tookMs = performance.now() - hungUpAt
    stage.check(`all legs ended after ${tookMs.toFixed(0)} ms`, tookMs < 200)
    stage.check(
      'each phone got one CANCEL',
      phones.every((phone) => phone.received('CANCEL') === 1),
    )
    const { result, reason, legs } = await stage.recordOf(caller)
    stage.check('on record as abandoned', result === 'abandoned' && reason === 'caller-hung-up')
    stage.check(
      'no leg is left open',
      legs.every(({ state }) => state === 'ended'),
    )
    stage.check('there is no message', (await stage.messages()).length === 0)
  },
}
