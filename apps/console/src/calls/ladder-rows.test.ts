import { describe, expect, it } from 'vitest'
import type { CallInFull } from './call-words.ts'
import { endsOf, ladderRows, messageWords } from './ladder-rows.ts'

type Messages = NonNullable<CallInFull['ladder']>['messages']

const received = (milliseconds: number, leg: number | null, method: string, status: number | null = null) =>
  ({ milliseconds, leg, direction: 'received', method, status }) as const
const sent = (milliseconds: number, leg: number | null, method: string, status: number | null = null) =>
  ({ milliseconds, leg, direction: 'sent', method, status }) as const

function call(messages: Messages): CallInFull {
  const leg = (number: number, name: string, startedAt: string, external = false) => ({
    leg: number,
    name,
    startedAt,
    external,
  })
  return {
    legs: [
      leg(1, 'Maya', '2026-11-24T10:00:00.000Z'),
      leg(2, 'Tom', '2026-11-24T10:00:00.000Z'),
      leg(3, 'Mobile', '2026-11-24T10:00:00.000Z', true),
      leg(4, 'Rita', '2026-11-24T10:00:21.000Z'),
    ],
    path: [{ step: 'reception', from: '2026-11-24T10:00:20.000Z', to: '2026-11-24T10:00:30.000Z' }],
    ladder: { messages, leftOut: 0 },
  } as unknown as CallInFull
}

const told = (one: CallInFull, all = false) =>
  ladderRows(one, all).map((row) =>
    `${row.milliseconds} ${row.from} > ${row.to}: ${messageWords(row)} ${row.names.join('+')}`.trim(),
  )

describe('rows of a ladder', () => {
  it('tells once what went to several phones at once', () => {
    const one = call([received(0, null, 'INVITE'), sent(2, 1, 'INVITE'), sent(3, 2, 'INVITE')])
    expect(told(one)).toEqual(['0 caller > mainline: INVITE', '2 mainline > phones: INVITE Maya+Tom'])
  })

  it('tells what is sent again among all messages only', () => {
    const one = call([
      sent(2, 1, 'INVITE'),
      sent(3, 2, 'INVITE'),
      sent(502, 1, 'INVITE'),
      received(510, 1, 'INVITE', 486),
    ])
    expect(told(one)).toEqual([
      '2 mainline > phones: INVITE Maya+Tom',
      '510 phones > mainline: 486 Busy Here Maya',
    ])
    expect(ladderRows(one, true).map(({ again }) => again)).toEqual([false, false, true, false])
  })

  it('tells what is sent much later to another phone by itself', () => {
    expect(told(call([sent(2, 1, 'INVITE'), sent(1_500, 2, 'INVITE')]))).toHaveLength(2)
  })

  it('leaves out what only acknowledges, unless all is wanted', () => {
    const one = call([
      sent(1, null, 'INVITE', 100),
      received(2, 1, 'INVITE', 180),
      sent(3, 1, 'CANCEL'),
      received(4, 1, 'CANCEL', 200),
      received(5, 1, 'INVITE', 487),
      sent(6, 1, 'ACK'),
    ])
    expect(told(one)).toEqual(['2 phones > mainline: 180 Ringing Maya', '3 mainline > phones: CANCEL Maya'])
    expect(told(one, true)).toHaveLength(6)
    expect(told(one, true)[3]).toBe('4 phones > mainline: 200 OK (CANCEL) Maya')
  })

  it('has a column for each kind of end that is there', () => {
    const one = call([received(0, null, 'INVITE'), sent(1, 3, 'INVITE'), sent(20_031, 4, 'INVITE')])
    expect(endsOf(ladderRows(one, false))).toEqual(['caller', 'mainline', 'outside', 'reception'])
  })

  it('names a leg that the record does not know by its number', () => {
    expect(told(call([sent(0, 9, 'INVITE')]))).toEqual(['0 mainline > phones: INVITE 9'])
  })

  it('is empty for a call whose messages were not kept', () => {
    expect(ladderRows({ ...call([]), ladder: null }, true)).toEqual([])
  })
})
