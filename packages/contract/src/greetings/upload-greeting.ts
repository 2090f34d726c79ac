/** Makes a greeting of a WAV file. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleNumberParams, numberParams } from '../numbers/number.ts'
import { exampleGreeting, greeting, greetingErrors, greetingOccasion } from './greeting.ts'

export const uploadGreeting = defineMethod({
  id: 'upload-greeting',
  group: 'greetings',
  method: 'POST',
  path: `${apiPrefix}/numbers/:numberId/greetings/upload`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin', 'occupier-user'] },
  summary: 'Upload a greeting',
  description:
    'The body is a WAV file of half a second to 90 seconds, 32 MB at most, of any common rate, width and number of channels; it is brought to the sound of the telephone. The greeting is chosen at once.',
  params: numberParams,
  query: z.object(greetingOccasion),
  body: z.instanceof(Uint8Array<ArrayBuffer>),
  bodyType: 'audio/wav',
  status: 201,
  response: greeting,
  errors: greetingErrors,
  example: {
    params: exampleNumberParams,
    query: { kind: 'no-answer' },
    body: exampleWav(),
    response: { ...exampleGreeting, kind: 'no-answer', source: 'uploaded', words: null },
  },
})

/** A second of silence: 8000 Hz, mono, 8 bit (RIFF). */
function exampleWav(): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(44 + 8000).fill(128, 44)
  const view = new DataView(file.buffer)
  for (const [at, word] of [
    [0, 'RIFF'],
    [8, 'WAVEfmt '],
    [36, 'data'],
  ] as const)
    file.set(new TextEncoder().encode(word), at)
  view.setUint32(4, file.length - 8, true)
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, 8000, true)
  view.setUint32(28, 8000, true)
  view.setUint16(32, 1, true)
  view.setUint16(34, 8, true)
  view.setUint32(40, 8000, true)
  return file
}
