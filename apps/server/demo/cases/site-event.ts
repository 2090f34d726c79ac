import { createSiteEvent } from '@mainline/contract'
import type { DemoCase } from '../demo-case.ts'
import { sleep } from '../waiting.ts'

const DAY_MS = 86_400_000
const EVENT = 'Fire drill'

export const siteEvent: DemoCase = {
  id: 'site-event',
  title: 'A site-schedule event forces out of hours',
  people: ['Maya'],
  async play(stage) {
    const day = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)
    await stage.api.call(createSiteEvent, {
      body: {
        name: EVENT,
        siteIds: [stage.building.siteId],
        organizationId: stage.company.organizationId,
        when: { kind: 'days', from: day(-1), to: day(1) },
      },
    })
    stage.say(`"${EVENT}" is announced`)
    const caller = await stage.callIn()
    await caller.isAnswered(2_000)
    stage.say('voicemail answers')
    await sleep(1_000)
    caller.hangUp()
    stage.check('no phone rang', stage.person('Maya').phone.calls.length === 0)
    const { path } = await stage.recordOf(caller)
    const [arrival, next] = path
    stage.check('the path names the event as the reason', arrival?.reason.includes(EVENT) === true)
    stage.check('and goes to voicemail', next?.step === 'voicemail')
  },
}
