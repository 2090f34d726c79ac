import { expect, it } from 'vitest'
import { isUnavailable } from './unavailable.ts'

const failed = (message: string, more: object = {}) => Object.assign(new Error(message), more)

it.each([
  ['nobody listens', failed('connect ECONNREFUSED', { code: 'ECONNREFUSED', syscall: 'connect' }), true],
  ['its socket is gone', failed('connect ENOENT', { code: 'ENOENT', syscall: 'connect' }), true],
  ['a file that is not there', failed('open ENOENT', { code: 'ENOENT', syscall: 'open' }), false],
  ['the administrator ends it', failed('terminating connection', { code: '57P01' }), true],
  ['it starts', failed('the database system is starting up', { code: '57P03' }), true],
  ['the disk is full', failed('could not extend file', { code: '53100' }), true],
  ['it only reads', failed('cannot execute INSERT in a read-only transaction', { code: '25006' }), true],
  ['the connection broke', failed('Connection terminated unexpectedly'), true],
  ['no connection is free', failed('timeout exceeded when trying to connect'), true],
  ['no connection comes about', failed('timeout expired'), true],
  ['a bug', failed('column "x" does not exist', { code: '42703' }), false],
  ['a duplicate', failed('duplicate key', { code: '23505' }), false],
  ['no error at all', 'away', false],
])('%s', (_, error, away) => {
  expect(isUnavailable(error)).toBe(away)
})
