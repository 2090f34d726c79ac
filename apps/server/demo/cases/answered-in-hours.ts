import type { DemoCase } from '../demo-case.ts'
import { sleep } from '../waiting.ts'

export const answeredInHours: DemoCase = {
  id: 'answered-in-hours',
  title: 'In hours: five phones ring, one answers',
  people: ['Maya', 'Tom', 'Ines', 'Jun', 'Rosa'],
  async play(stage) {
    const caller = await stage.callIn()
    const [tom, ...others] = await Promise.all(
      ['Tom', 'Maya', 'Ines', 'Jun', 'Rosa'].map((name) => stage.rings(name)),
    )
    if (!tom) throw new Error('Tom has no phone')
    await caller.hearsRinging()
    await sleep(1_500)
    tom.answer()
    await caller.isAnswered()
    stage.say('Tom answers')
    caller.audio.speak(440)
    tom.audio.speak(700)
    stage.check('Tom hears the caller', await tom.hears(440))
    stage.check('the caller hears Tom', await caller.hears(700))
    await Promise.all(others.map((other) => other.hasEnded()))
    stage.check(
      'the other phones are told that the call was answered elsewhere',
      others.every((other) => other.reasons('CANCEL').some((reason) => reason.includes('cause=200'))),
    )
    await sleep(1_000)
    caller.hangUp()
    await tom.hasEnded()
    const { result, answeredBy } = await stage.recordOf(caller)
    stage.check('on record as answered by Tom', result === 'answered-by-member' && answeredBy === 'Tom')
  },
}
