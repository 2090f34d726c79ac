import { expect, it } from 'vitest'
import { draftsOf } from './kept-drafts.ts'

const draft = {
  recipient: null,
  callerName: 'Ada',
  callerNumber: '',
  text: 'Drawings are ready.',
  callBack: true,
  urgent: false,
}

it('a draft of a call that is still there comes back, one of a call that is gone does not', () => {
  const kept = JSON.stringify({ here: draft, gone: draft })
  expect(draftsOf(kept, [{ liveCallId: 'here' }, { liveCallId: 'other' }])).toEqual({ here: draft })
})

it('nothing was kept', () => {
  expect(draftsOf(null, [{ liveCallId: 'here' }])).toEqual({})
})
