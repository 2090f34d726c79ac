/**
 * Lets few guesses through (NIST SP 800-63B: rate limiting): per account whoever asks, and per network whichever the
 * account. Unknown accounts are counted alike, so that the wait tells nothing.
 */
import { createHash } from 'node:crypto'
import {
  type AttemptLimits,
  beginAttempt,
  type Db,
  forgiveAttempts,
  withdrawAttempt,
} from '@mainline/storage'
import { Refused } from '../errors.ts'
import { networkKey } from '../network-key.ts'

const minute = 60_000
const ofAccount: AttemptLimits = { free: 5, longestWait: 15 * minute, memory: 24 * 60 * minute }
/** A building of several companies may be one network. */
const ofNetwork: AttemptLimits = { free: 50, longestWait: 5 * minute, memory: 60 * minute }

/** What is guessed at, and from where. */
export interface Guess {
  /** E-mail address, user or link that is tried; left out: the network only. */
  readonly account?: string | undefined
  readonly address: string
}

export class GuessGuard {
  readonly #db: Db
  constructor(db: Db) {
    this.#db = db
  }

  /** Counts a guess. @returns the refusal when it has to wait */
  async begin(guess: Guess): Promise<Refused | undefined> {
    const waits = [
      await beginAttempt(this.#db, networkKey(guess.address), ofNetwork),
      guess.account && (await beginAttempt(this.#db, accountKey(guess.account), ofAccount)),
    ]
    const wait = Math.max(...waits.map((each) => each || 0))
    return wait > 0 ? tooMany(wait) : undefined
  }

  /** It was right: the account starts afresh, the network loses the one guess. */
  async right({ account, address }: Guess): Promise<void> {
    if (account) await this.forget(account)
    await withdrawAttempt(this.#db, networkKey(address))
  }

  /** Forgets the failures of an account. */
  async forget(account: string): Promise<void> {
    await forgiveAttempts(this.#db, accountKey(account))
  }
}

function tooMany(wait: number): Refused {
  const seconds = Math.ceil(wait / 1000)
  return new Refused('too-many-attempts', `too many failed attempts, wait ${seconds} s`, {
    retryAfterSeconds: seconds,
  })
}

/** Hashed, so that a mistyped password in the field of the address is not kept. */
const accountKey = (account: string): string =>
  `account:${createHash('sha256').update(account.trim().toLowerCase()).digest('base64url')}`
