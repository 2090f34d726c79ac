/** What is wrong with a field, as the end of a sentence that begins with its name: whoever filled in a form reads it. */
import type { FastifySchemaCompiler } from 'fastify'
import type { z } from 'zod'

type Issue = z.core.$ZodRawIssue

/** Checks a part of a request by its schema: what Fastify asks for each route, and then for each request of it. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> =
  ({ schema }) =>
  (data) => {
    const read = schema.safeParse(data, { error: fieldWords })
    if (read.success) return { value: read.data }
    const error = read.error.issues.map(({ code, path, message }) => ({
      keyword: code,
      instancePath: `/${path.join('/')}`,
      schemaPath: `#/${path.join('/')}/${code}`,
      params: {},
      message,
    }))
    return { error }
  }

/** Undefined: the library's own words. Rules of ours bring theirs along. */
export const fieldWords = (issue: Issue): string | undefined => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${kinds[issue.expected] ?? issue.expected}`
    case 'too_small':
      return tooSmall(issue)
    case 'too_big':
      return tooBig(issue)
    case 'invalid_format':
      return formats[issue.format] && `must be ${formats[issue.format]}`
    case 'invalid_value':
      return issue.input === undefined
        ? 'is missing'
        : `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.join(', ')}`
    default:
      return undefined
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

const formats: Readonly<Record<string, string>> = {
  email: 'an e-mail address, such as maya@company.example',
  url: 'a web address, such as https://company.example',
  uuid: 'an identifier',
  date: 'a date, such as 2026-12-31',
  datetime: 'a time, such as 2026-12-31T18:00:00Z',
  time: 'a time of day, such as 18:00',
}

function tooSmall({ origin, minimum, inclusive }: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall>): string {
  if (counted[origin] === undefined)
    return `must be ${inclusive ? `${minimum} or more` : `more than ${minimum}`}`
  if (Number(minimum) === 1) return 'must not be empty'
  return `must have at least ${minimum} ${counted[origin]}`
}

function tooBig({ origin, maximum, inclusive }: z.core.$ZodRawIssue<z.core.$ZodIssueTooBig>): string {
  if (counted[origin] === undefined)
    return `must be ${inclusive ? `${maximum} or less` : `less than ${maximum}`}`
  return `must have at most ${maximum} ${counted[origin]}`
}

const counted: Readonly<Record<string, string>> = { string: 'characters', array: 'entries', set: 'entries' }
