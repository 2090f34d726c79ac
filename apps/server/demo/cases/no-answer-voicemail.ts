import { getMessageAudio } from '@mainline/contract'
import type { DemoCase } from '../demo-case.ts'
import { saveRoutes } from '../routes.ts'
import { toneInRecording } from '../tone-in-recording.ts'
import { sleep, until } from '../waiting.ts'

const TONE = 620

export const noAnswerVoicemail: DemoCase = {
  id: 'no-answer-voicemail',
  title: 'Nobody answers: voicemail, and the message is what was said',
  people: ['Maya', 'Tom'],
  async play(stage) {
    const steps = [{ target: 'hunt-group', limitSeconds: 5 }, { target: 'voicemail' }] as const
    await saveRoutes(stage, { inHours: { steps } })
    const caller = await stage.callIn()
    const phones = await Promise.all(['Maya', 'Tom'].map((name) => stage.rings(name)))
    await caller.isAnswered()
    stage.say('voicemail answers')
    stage.check(
      'the phones have stopped ringing',
      phones.every(({ call }) => call.state === 'ended'),
    )
    stage.check(
      'they log a missed call: no "answered elsewhere"',
      phones.every((phone) => phone.reasons('CANCEL').length === 0),
    )
    const recording = await until(
      'the message is in the mailbox before a word of it is said',
      async () => (await stage.messages()).find(({ state }) => state === 'recording'),
      25_000,
    )
    stage.say('the greeting is over; the caller speaks')
    // The beep lasts half a second.
    await sleep(700)
    caller.audio.speak(TONE)
    await sleep(4_000)
    caller.audio.hush()
    caller.hangUp()
    const message = await until('the message is complete', async () =>
      (await stage.messages()).find(({ id, state }) => id === recording.id && state === 'new'),
    )
    const { result } = await stage.recordOf(caller)
    stage.check('on record as a voicemail', result === 'voicemail-left')
    const audio = await stage.api.bytes(getMessageAudio, { params: { messageId: message.id }, query: {} })
    const { seconds, purity } = toneInRecording(audio, TONE)
    stage.check(
      `its audio is the tone of ${TONE} Hz that was sent: ${seconds.toFixed(1)} s, ${(100 * purity).toFixed(1)} % pure`,
      seconds > 3.5 && seconds < 4.5 && purity > 0.97,
    )
  },
}
