import { describe, expect, it } from 'vitest'
import type { StoredAudio } from './media-port.ts'
import { type MessageStore, silentLog } from './ports.ts'
import { salvageMessages } from './salvage-messages.ts'

describe('salvage of messages (C9)', () => {
  it('keeps every unfinished message as cut short, also one without audio', async () => {
    const finished: object[] = []
    const store: Pick<MessageStore, 'unfinished' | 'finish'> = {
      unfinished: async () => [
        { id: 'a', locate: async () => ({ file: 'a.wav' }) },
        { id: 'b', locate: async () => ({ file: 'missing.wav' }) },
      ],
      async finish(id, end) {
        finished.push({ id, ...end })
      },
    }
    const salvage = async ({ file }: StoredAudio) => {
      if (file === 'missing.wav') throw new Error('no such file')
      return { seconds: 7.5 }
    }
    expect(await salvageMessages(store, salvage, silentLog)).toBe(2)
    expect(finished).toEqual([
      { id: 'a', seconds: 7.5, cutShort: true },
      { id: 'b', seconds: 0, cutShort: true },
    ])
  })

  it('lets no message that cannot be kept or whose key does not open keep the others', async () => {
    const finished: object[] = []
    const store: Pick<MessageStore, 'unfinished' | 'finish'> = {
      unfinished: async () => [
        { id: 'a', locate: async () => ({ file: 'a.wav' }) },
        { id: 'b', locate: () => Promise.reject(new Error('sealed under another key')) },
        { id: 'c', locate: async () => ({ file: 'c.wav' }) },
      ],
      async finish(id, end) {
        if (id === 'a') throw new Error('violates a constraint')
        finished.push({ id, ...end })
      },
    }
    expect(await salvageMessages(store, async () => ({ seconds: 7.5 }), silentLog)).toBe(2)
    expect(finished).toEqual([
      { id: 'b', seconds: 0, cutShort: true },
      { id: 'c', seconds: 7.5, cutShort: true },
    ])
  })
})
