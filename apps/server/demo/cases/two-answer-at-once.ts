import type { DemoCase } from '../demo-case.ts'
import { sleep } from '../waiting.ts'

export const twoAnswerAtOnce: DemoCase = {
  id: 'two-answer-at-once',
  title: 'Two phones answer at the same instant: one wins, the other gets BYE',
  people: ['Maya', 'Tom'],
  async play(stage) {
    const caller = await stage.callIn()
    const phones = await Promise.all(['Maya', 'Tom'].map((name) => stage.rings(name)))
    await caller.hearsRinging()
    await sleep(1_000)
    // One turn of the event loop: both 200 are on their way before either is read.
    for (const phone of phones) phone.answer()
    await caller.isAnswered()
    const loser = await Promise.race(phones.map((phone) => phone.hasEnded().then(() => phone)))
    const winner = phones.find((phone) => phone !== loser)
    stage.check('one talks on', winner?.call.state === 'answered')
    stage.check('the other got ACK and BYE', loser.received('ACK') > 0 && loser.received('BYE') === 1)
    caller.audio.speak(440)
    stage.check('the winner hears the caller', (await winner?.hears(440)) === true)
    caller.hangUp()
    await winner?.hasEnded()
    const { legs } = await stage.recordOf(caller)
    const fates = legs.map(({ outcome }) => outcome).sort()
    stage.check(`on record: ${fates.join(' and ')}`, fates.join() === 'answered,lost-race')
  },
}
