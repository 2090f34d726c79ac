/** Passwords that are the name or the address of who sets them. */
import { expect, it } from 'vitest'
import { judgePassword } from './judge-password.ts'

const maya = { email: 'maya.alder@alder-finch.example', name: 'Maya Alder' }
const anna = { email: 'info@x.example', name: 'Anna Li' }
const zoe = { email: 'z@quay.example', name: 'Zoë Müller' }

it.each<[string, string, typeof maya]>([
  ['the address', 'maya.alder@alder-finch.example', maya],
  ['the address in capitals', 'MAYA.ALDER@ALDER-FINCH.EXAMPLE', maya],
  ['the address and more', 'my maya.alder@alder-finch.example 2026 password', maya],
  ['what stands before the @', 'maya.alder1', maya],
  ['the domain', 'alder-finch.example', maya],
  ['the name', 'Maya Alder', maya],
  ['the name and more', 'maya alder by the harbour', maya],
  ['the name turned round', 'AlderMaya2026!', maya],
  ['the name twice', 'mayamayamaya', maya],
  ['a short name and a year', 'Anna-2026!!', anna],
  ['a name without its accents', 'zoemueller'.replace('ue', 'u'), zoe],
  ['a name with its accents', 'ZOË MÜLLER', zoe],
])('refuses %s', (_, password, owner) => {
  expect(judgePassword(password, owner)?.code).toBe('password-guessable')
})

it.each<[string, string, typeof maya]>([
  ['other words', 'a new elm on the hill', maya],
  ['a short name by chance', 'the savannah at sunrise', anna],
  ['one word of the name among others', 'an alder by the harbour wall', maya],
  ['no letters at all', '!!!!!!!!!!!!', maya],
  ['whose name has no letters', 'a new elm on the hill', { email: 'a@b.example', name: '—' }],
])('takes %s', (_, password, owner) => {
  expect(judgePassword(password, owner)).toBeUndefined()
})
