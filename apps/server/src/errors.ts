/**
 * Refusals on their way to the client: those of pbx and storage with their rows presented, and the API's own.
 * A handler returns them; exceptions are for bugs and for what is not there.
 */
import { type ErrorBody, type ErrorCode, errorCatalogue } from '@mainline/contract'
import type * as pbx from '@mainline/pbx'
import { isRefusal, type Refusal } from '@mainline/storage'

type Details = NonNullable<ErrorBody['details']>

/** An expected "no" as the client gets it. A class, so that a raw refusal with a raw row in it is no answer. */
export class Refused {
  readonly code: ErrorCode
  /** What was found, without the advice of the catalogue. */
  readonly words: string
  readonly details: Details | undefined
  /** Makes the type nominal. */
  readonly #own = true

  constructor(code: ErrorCode, words: string, details?: Details) {
    this.code = code
    this.words = words
    this.details = details
  }

  /** HTTP status. */
  get status(): number {
    return errorCatalogue[this.code].status
  }

  /** What was found and what to do, as two sentences. */
  get message(): string {
    return `${sentence(this.words)} ${errorCatalogue[this.code].advice}`
  }

  static is(value: unknown): value is Refused {
    return value instanceof Refused && value.#own
  }
}

const sentence = (words: string): string => {
  const text = words.charAt(0).toUpperCase() + words.slice(1)
  return /[.!?]$/.test(text) ? text : `${text}.`
}

/** "There is no such site." */
export const noSuch = (what: string): Refused => new Refused('not-found', `there is no such ${what}`)

/** "Too many files are being worked on at this server." */
export const serverBusy = (): Refused =>
  new Refused('server-busy', 'too many files are being worked on at this server', { retryAfterSeconds: 5 })

/** Several broken rules as one refusal that lists them all; undefined when there is none. */
export function refusedFor(faults: readonly pbx.Refusal[]): Refused | undefined {
  const first = faults[0]
  return (
    first &&
    new Refused(first.code, faults.map((fault) => fault.words).join(' '), {
      faults: faults.map(({ code, words, values }) => ({ code, message: words, ...valued(values) })),
      ...(faults.length === 1 && valued(first.values)),
    })
  )
}

type Answered<Answer> = Exclude<Answer, Refusal | pbx.Refusal>

/** Whether a repository or the domain refused. */
export function isRefused<Answer>(answer: Answer): answer is Extract<Answer, Refusal | pbx.Refusal> {
  return isRefusal(answer)
}

/** Turns the refusal of a repository or of the domain into the client's; a value passes. */
export function orRefused<Answer>(answer: Answer): Answered<Answer> | Refused {
  return isRefusal(answer)
    ? new Refused(answer.code, answer.words, detailsOf(answer))
    : (answer as Answered<Answer>)
}

/** What the domain names in its sentence; storage writes its own. */
const detailsOf = (refusal: Refusal | pbx.Refusal): Details | undefined =>
  'values' in refusal ? valued(refusal.values) : undefined

const valued = (values: pbx.RefusalValues): { values: pbx.RefusalValues } | undefined =>
  Object.keys(values).length > 0 ? { values } : undefined

/**
 * The answer of a repository, presented. A stale edit shows the row as it is now (N12).
 *
 * @param show turns a row into what the contract says
 */
export function presented<Answer, Shown>(
  answer: Answer,
  show: (row: Answered<Answer>) => Shown,
): Shown | Refused {
  return isRefusal(answer)
    ? refusedShowing(answer, (current) => show(current as Answered<Answer>))
    : show(answer as Answered<Answer>)
}

/** The answer to a deletion, which is nothing; a stale one shows the row as it is now (N12). */
export const presentedGone = <Row>(
  answer: Refusal<Row> | pbx.Refusal | undefined,
  show: (row: Row) => unknown,
): Refused | undefined => answer && refusedShowing(answer, (current) => show(current as Row))

function refusedShowing(refusal: Refusal | pbx.Refusal, show: (current: unknown) => unknown): Refused {
  const current = 'current' in refusal ? refusal.current : undefined
  const details = current === undefined ? detailsOf(refusal) : { current: show(current) }
  return new Refused(refusal.code, refusal.words, details)
}
