import { expect, it } from 'vitest'
import type { DeskCall } from './desk-state.ts'
import { type Drafts, draftsOf, unsentOf } from './kept-drafts.ts'

const kept = (liveCallId: string, text: string) => ({
  call: { liveCallId } as DeskCall,
  draft: { recipient: null, callerName: 'Ada', callerNumber: '', text, callBack: true, urgent: false },
})
const here = [{ liveCallId: 'here' }, { liveCallId: 'other' }]

it('a draft comes back, written or not, while its call is there; of a call that is over only what was written', () => {
  const all: Drafts = {
    here: kept('here', ''),
    gone: kept('gone', 'Drawings are ready.'),
    empty: kept('empty', ' '),
  }
  expect(Object.keys(draftsOf(JSON.stringify(all), here))).toEqual(['here', 'gone'])
})

it('what was written for a call that is over waits to be sent', () => {
  const all: Drafts = { here: kept('here', 'Later.'), gone: kept('gone', 'Drawings are ready.') }
  expect(unsentOf(all, here).map(({ draft }) => draft.text)).toEqual(['Drawings are ready.'])
})

it('nothing was kept', () => {
  expect(draftsOf(null, here)).toEqual({})
})
