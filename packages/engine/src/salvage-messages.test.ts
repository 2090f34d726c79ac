import { describe, expect, it } from 'vitest'
import type { StoredAudio } from './media-port.ts'
import { type MessageStore, silentLog } from './ports.ts'
import { salvageMessages } from './salvage-messages.ts'

describe('salvage of messages (C9)', () => {
  it('keeps every unfinished message as cut short, also one without audio', async () => {
    const finished: object[] = []
    const store: Pick<MessageStore, 'unfinished' | 'finish'> = {
      unfinished: async () => [
        { id: 'a', file: 'a.wav' },
        { id: 'b', file: 'missing.wav' },
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
})
