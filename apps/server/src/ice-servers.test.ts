import { describe, expect, it } from 'vitest'
import { iceServersFor } from './ice-servers.ts'

const turn = { urls: ['turn:turn.example:3478?transport=udp'], secret: 'shared' }

describe('what a page is told of STUN and TURN', () => {
  it('nothing is configured --> nothing', () => {
    expect(iceServersFor({ stun: [], turn: undefined }, 'ada', 0)).toEqual([])
  })

  it('credentials of coturn: end and user, proved by the shared secret', () => {
    // echo -n 1700086400:ada | openssl dgst -sha1 -hmac shared -binary | base64
    expect(iceServersFor({ stun: ['stun:turn.example'], turn }, 'ada', 1_700_000_000_999)).toEqual([
      { urls: ['stun:turn.example'] },
      { urls: turn.urls, username: '1700086400:ada', credential: '4LHyc88ajocUfV7cokFiXHlypm4=' },
    ])
  })
})
