/** One case of the demo: who is there, what happens, and what must hold. */
import type { Stage } from './stage.ts'

export interface DemoCase {
  /** Stable name, for `--json`. */
  readonly id: string
  readonly title: string
  /** Who works at the company that is called; each has a registered phone. */
  readonly people: readonly string[]
  /** State of the main number when the case begins; ACTIVE when left out. */
  readonly mainNumber?: 'RESERVED'
  /** Plays it. Everything that must hold goes through `stage.check`; a throw is a failure as well. */
  play(stage: Stage): Promise<void>
}

/** Something that happened in a case: a step of a call's path, or a request and its answer. Seconds since its beginning. */
export interface PathLine {
  readonly from: number
  readonly to: number
  readonly step: string
  readonly target: string
  readonly outcome: string
  readonly reason: string
}

/** When one phone rang and talked. Seconds since the beginning of the call. */
export interface LegLine {
  readonly name: string
  readonly from: number
  readonly ringing: number | undefined
  readonly answered: number | undefined
  readonly to: number
  readonly outcome: string
}

/** One call of a case as the server recorded it. */
export interface RecordedCall {
  readonly caller: string
  readonly called: string
  /** Length in seconds. */
  readonly seconds: number
  readonly sentence: string
  readonly path: readonly PathLine[]
  readonly legs: readonly LegLine[]
}

export interface Check {
  readonly words: string
  readonly holds: boolean
}

export interface CaseResult {
  readonly id: string
  readonly title: string
  readonly ok: boolean
  readonly seconds: number
  readonly path: readonly PathLine[]
  readonly calls: readonly RecordedCall[]
  readonly checks: readonly Check[]
  /** Why it could not be played to its end. */
  readonly error?: string
}
