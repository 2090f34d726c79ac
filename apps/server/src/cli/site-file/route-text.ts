/** Routes as people write them: `[hunt group 20 s, forward +442079460990 15 s, voicemail]` (M5). */
import type { Route } from '@mainline/pbx'
import { z } from 'zod'

const limited = /^(hunt group|reception|forward (\+\d+)) (\d+) s$/
const voicemail = /^voicemail(, 0 for reception)?$/
const notice = /^notice (closed|nobody-available|try-later)$/

const stepText = z
  .string()
  .refine(
    (text) => limited.test(text) || notice.test(text) || voicemail.test(text),
    'must be "hunt group 20 s", "reception 20 s", "forward +442079460990 20 s", "voicemail", "voicemail, 0 for reception" or, at the end, "notice closed"',
  )

export const routeText = z.array(stepText).min(1)

export function routeToText({ steps, end }: Route): string[] {
  const text = steps.map((step) => {
    switch (step.target) {
      case 'voicemail':
        return step.receptionOnZero ? 'voicemail, 0 for reception' : 'voicemail'
      case 'forward':
        return `forward ${step.number} ${step.limitSeconds} s`
      default:
        return `${step.target === 'hunt-group' ? 'hunt group' : 'reception'} ${step.limitSeconds} s`
    }
  })
  return end === undefined ? text : [...text, `notice ${end}`]
}

export function routeFromText(text: readonly string[]): Route {
  const end = notice.exec(text.at(-1) ?? '')?.[1] as NonNullable<Route['end']> | undefined
  const steps = text.filter((step) => !notice.test(step)).map(stepFromText)
  return end === undefined ? { steps } : { steps, end }
}

function stepFromText(text: string): Route['steps'][number] {
  const [, target = '', number = '', seconds] = limited.exec(text) ?? []
  if (target === '')
    return { target: 'voicemail', ...(voicemail.exec(text)?.[1] ? { receptionOnZero: true } : {}) }
  const limitSeconds = Number(seconds)
  if (number !== '') return { target: 'forward', number, limitSeconds }
  return { target: target === 'reception' ? 'reception' : 'hunt-group', limitSeconds }
}
