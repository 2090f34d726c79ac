import { describe, expect, it } from 'vitest'
import { CALLER, MessageLadder, readLadder } from './message-ladder.ts'

describe('ladder of a call', () => {
  it('is read as it was written', () => {
    const ladder = new MessageLadder(1_000.25)
    ladder.note(1_000.25, CALLER, 'received', 'INVITE', 0)
    ladder.note(1_001, 1, 'sent', 'INVITE', 0)
    ladder.note(1_084.4, 1, 'received', 'INVITE', 180)
    ladder.note(9_000, CALLER, 'received', 'BYE', 0)
    ladder.note(9_001, CALLER, 'sent', 'BYE', 200)
    const text = ladder.toString()
    expect(text).toBe('0<0 INVITE;1>1 INVITE;84<1 180;8000<0 BYE;8001>0 200 BYE')
    expect(readLadder(text)).toEqual({
      messages: [
        { milliseconds: 0, party: 0, direction: 'received', method: 'INVITE' },
        { milliseconds: 1, party: 1, direction: 'sent', method: 'INVITE' },
        { milliseconds: 84, party: 1, direction: 'received', method: 'INVITE', status: 180 },
        { milliseconds: 8000, party: 0, direction: 'received', method: 'BYE' },
        { milliseconds: 8001, party: 0, direction: 'sent', method: 'BYE', status: 200 },
      ],
      leftOut: 0,
    })
  })

  it('keeps the first 200 messages, and counts the rest', () => {
    const ladder = new MessageLadder(0)
    for (let i = 0; i < 250; i += 1) ladder.note(i, CALLER, 'received', 'INVITE', 0)
    const { messages, leftOut } = readLadder(ladder.toString())
    expect(messages).toHaveLength(200)
    expect(leftOut).toBe(50)
  })

  it('takes no name of a stranger for a method', () => {
    const ladder = new MessageLadder(0)
    ladder.note(0, CALLER, 'received', 'EVIL;1>0 200', 0)
    expect(readLadder(ladder.toString()).messages).toMatchObject([{ method: 'OTHER' }])
  })

  it.each(['', 'nonsense', '1<', '+5'])('passes over what is no entry: %j', (text) => {
    expect(readLadder(text).messages).toEqual([])
  })
})
