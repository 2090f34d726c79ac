import { errorCatalogue } from '@mainline/contract'
import { refuse as refuseTelephony } from '@mainline/pbx'
import { refusals, refuse } from '@mainline/storage'
import { describe, expect, it } from 'vitest'
import { orRefused, presented, Refused, refusedFor } from './errors.ts'

describe('refusals on their way to the client', () => {
  it('keep the status that storage gives them', () => {
    for (const [code, { status }] of Object.entries(refusals)) {
      expect(errorCatalogue[code as keyof typeof refusals].status, code).toBe(status)
    }
  })

  it('say what was found and what to do, as sentences', () => {
    const { message } = new Refused('not-found', 'no such site')
    expect(message).toBe('No such site. Check the identifier; lists show what there is.')
  })

  it('of several rules name all of them, and none when there is none', () => {
    const faults = [
      refuseTelephony('hours-time', { text: '25:00' }),
      refuseTelephony('event-order', { name: 'X' }),
    ]
    const refused = refusedFor(faults)
    expect(refused?.code).toBe('hours-time')
    expect(refused?.details?.faults?.map((fault) => fault.code)).toEqual(['hours-time', 'event-order'])
    expect(refusedFor([])).toBeUndefined()
  })

  it('show a stale row only as it is presented', () => {
    const stale = refuse('stale-version', 'changed', { name: 'Desk', ha1: 'secret' })
    const answer = presented(stale as typeof stale | { name: string; ha1: string }, ({ name }) => ({ name }))
    expect(Refused.is(answer) && answer.details).toEqual({ current: { name: 'Desk' } })
    expect(orRefused(stale)).toMatchObject({ code: 'stale-version', details: undefined })
  })

  it('let a value pass', () => {
    expect(orRefused({ kind: 'ordinary' })).toEqual({ kind: 'ordinary' })
    expect(presented({ n: 1 }, ({ n }) => n + 1)).toBe(2)
  })
})
