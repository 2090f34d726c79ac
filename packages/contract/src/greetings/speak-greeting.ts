/** Makes a greeting of typed text. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleNumberParams, numberParams } from '../numbers/number.ts'
import { paragraph } from '../schemas/text.ts'
import { exampleGreeting, greeting, greetingErrors, greetingOccasion } from './greeting.ts'

export const speakGreeting = defineMethod({
  id: 'speak-greeting',
  group: 'greetings',
  method: 'POST',
  path: `${apiPrefix}/numbers/:numberId/greetings/speak`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin', 'occupier-user'] },
  summary: 'Have a greeting spoken',
  description:
    'The text is spoken in the language of the greeting, or else of the number, by what the server has for it: MAINLINE_SPEECH_URL, or the Debian packages flite (English) or espeak-ng. The greeting is chosen at once.',
  params: numberParams,
  body: z.object({ words: paragraph(1_000).min(1), ...greetingOccasion }),
  status: 201,
  response: greeting,
  errors: [...greetingErrors, 'speech-off', 'speech-failed'],
  example: {
    params: exampleNumberParams,
    body: {
      words: 'You have reached Alder and Finch. We are back at half past eight.',
      kind: 'out-of-hours',
    },
    response: exampleGreeting,
  },
})
