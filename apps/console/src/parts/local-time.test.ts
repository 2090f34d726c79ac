import { describe, expect, it } from 'vitest'
import { clockChange, instantOfLocal, localOfInstant } from './local-time.ts'

describe('local times of pickers', () => {
  it.each([
    ['winter in London', '2026-12-01 09:00:00', 'Europe/London', '2026-12-01T09:00:00.000Z'],
    ['summer in London', '2026-07-01 09:00:00', 'Europe/London', '2026-07-01T08:00:00.000Z'],
    ['New York', '2026-11-24 18:00:00', 'America/New_York', '2026-11-24T23:00:00.000Z'],
    [
      'an hour that comes twice: the first',
      '2026-10-25 01:30:00',
      'Europe/London',
      '2026-10-25T00:30:00.000Z',
    ],
    ['an hour that is left out', '2026-03-29 01:30:00', 'Europe/London', '2026-03-29T01:30:00.000Z'],
    ['half-hour offsets', '2026-06-01 00:15:00', 'Asia/Kolkata', '2026-05-31T18:45:00.000Z'],
  ])('%s', (_, local, zone, instant) => {
    expect(instantOfLocal(local, zone)).toBe(instant)
  })

  it('go there and back', () => {
    expect(localOfInstant('2026-11-24T23:00:00.000Z', 'America/New_York')).toBe('2026-11-24 18:00:00')
  })
})

describe('a change of the clock', () => {
  it.each([
    ['goes unsaid on any other night', '2026-12-01T01:30', 'Europe/London', undefined],
    ['leaves a time out', '2026-03-29T01:30', 'Europe/London', 'skipped'],
    ['is over at the hour after', '2026-03-29T02:00', 'Europe/London', undefined],
    ['brings a time twice', '2026-10-25T01:30', 'Europe/London', 'twice'],
    ['brings an hour twice to its last minute', '2026-10-25T01:59', 'Europe/London', 'twice'],
    ['of half an hour leaves a time out', '2026-10-04T02:15', 'Australia/Lord_Howe', 'skipped'],
    ['of half an hour brings a time twice', '2026-04-05T01:45', 'Australia/Lord_Howe', 'twice'],
  ])('%s', (_, local, zone, change) => {
    expect(clockChange(local, zone)).toBe(change)
  })
})
