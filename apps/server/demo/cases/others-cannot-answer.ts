import type { DemoCase } from '../demo-case.ts'
import { sleep } from '../waiting.ts'

export const othersCannotAnswer: DemoCase = {
  id: 'others-cannot-answer',
  title: 'One is busy, one refuses, one is not registered: the fourth answers',
  people: ['Maya', 'Tom', 'Ines', 'Jun'],
  async play(stage) {
    stage.person('Maya').phone.behaviour = { kind: 'busy' }
    stage.person('Tom').phone.behaviour = { kind: 'reject', status: 603, after: 800, ring: true }
    await stage.person('Ines').phone.unregister()
    const caller = await stage.callIn()
    const jun = await stage.rings('Jun')
    await caller.hearsRinging()
    await sleep(2_000)
    stage.check('Jun still rings after the others said no', jun.call.state === 'early')
    jun.answer()
    await caller.isAnswered()
    stage.say('Jun answers')
    await sleep(500)
    jun.hangUp()
    await caller.hasEnded()
    const { answeredBy, legs } = await stage.recordOf(caller)
    stage.check('on record as answered by Jun', answeredBy === 'Jun')
    const fates = legs.map(({ name, outcome }) => `${name} ${outcome}`).join(', ')
    stage.check(`of the others it says: ${fates}`, fates === 'Maya busy, Tom declined, Jun answered')
  },
}
