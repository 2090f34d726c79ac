import { expect, it } from 'vitest'
import { didYouMean, nearest } from './nearest.ts'

const known = ['ringSeconds', 'wrapUpSeconds', 'label', 'MAINLINE_HTTP_PORT', 'MAINLINE_HTTPS_PORT']

it.each([
  ['a letter too few', 'ringSecond', 'ringSeconds'],
  ['a letter too many', 'labels', 'label'],
  ['another case', 'ringseconds', 'ringSeconds'],
  ['two letters swapped', 'lable', 'label'],
  ['the nearest of two', 'MAINLINE_HTTP_PROT', 'MAINLINE_HTTP_PORT'],
  ['the nearest of two', 'MAINLINE_HTTPS_PRT', 'MAINLINE_HTTPS_PORT'],
])('%s: %s -> %s', (_, written, meant) => {
  expect(nearest(written, known)).toBe(meant)
  expect(didYouMean(written, known)).toBe(`; did you mean "${meant}"?`)
})

it.each(['', 'x', 'colour', 'l'.repeat(100_000)])('another word is not taken for any', (written) => {
  expect(nearest(written, known)).toBeUndefined()
  expect(didYouMean(written, known)).toBe('')
})
