import type { DemoCase } from '../demo-case.ts'
import { saveRoutes } from '../routes.ts'
import { sleep } from '../waiting.ts'

export const settingsChanged: DemoCase = {
  id: 'settings-changed',
  title: 'Settings changed between two calls: the second call has them',
  people: ['Maya'],
  async play(stage) {
    const first = await stage.callIn()
    const maya = await stage.rings('Maya')
    maya.answer()
    await first.isAnswered()
    await sleep(500)
    first.hangUp()
    await maya.hasEnded()
    const before = await stage.recordOf(first)

    await saveRoutes(stage, { inHours: { steps: [{ target: 'voicemail' }] } })
    // Engines hear of it by a notification: in well under a second, but not before the API has answered.
    await sleep(250)
    const second = await stage.callIn()
    await second.isAnswered(2_000)
    stage.say('voicemail answers')
    await sleep(500)
    second.hangUp()
    const after = await stage.recordOf(second)
    stage.check('the first call rang at Maya', before.answeredBy === 'Maya')
    stage.check('the second one went to voicemail', after.path[1]?.step === 'voicemail')
    stage.check('Maya rang once', stage.person('Maya').phone.calls.length === 1)
    stage.check(
      `settings version ${before.settingsVersion}, then ${after.settingsVersion}`,
      (after.settingsVersion ?? 0) === (before.settingsVersion ?? 0) + 1,
    )
  },
}
