import { getNumberHours, setNumberHours } from '@mainline/contract'
import type { DemoCase } from '../demo-case.ts'
import { sleep, until } from '../waiting.ts'

export const outOfHoursVoicemail: DemoCase = {
  id: 'out-of-hours-voicemail',
  title: 'Out of hours: voicemail answers at once',
  people: ['Maya', 'Tom'],
  async play(stage) {
    const params = { numberId: stage.company.numberId }
    const { version } = await stage.api.call(getNumberHours, { params })
    await stage.api.call(setNumberHours, { params, body: { version, hours: { mode: 'always-closed' } } })
    const caller = await stage.callIn()
    await caller.isAnswered(2_000)
    stage.say('voicemail answers')
    await until(
      'the recording begins',
      async () => (await stage.messages()).find(({ state }) => state === 'recording'),
      25_000,
    )
    caller.audio.speak(500)
    await sleep(3_000)
    caller.audio.press('#')
    await caller.hasEnded()
    stage.check(
      'no phone rang',
      [...stage.company.people.values()].every(({ phone }) => phone.calls.length === 0),
    )
    const { result, reason } = await stage.recordOf(caller)
    stage.check(
      'on record as a voicemail that # ended',
      result === 'voicemail-left' && reason === 'message-ended-by-hash',
    )
    const [message] = await stage.messages()
    stage.check('the message is in the mailbox', message?.state === 'new')
  },
}
