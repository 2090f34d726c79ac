/** The methods of the group `greetings` with their handlers. */
import * as contract from '@mainline/contract'
import { on, type Route } from '../../http/handler.ts'
import { chooseGreeting } from './choose-greeting.ts'
import { deleteGreeting } from './delete-greeting.ts'
import { getGreetingAudio } from './get-greeting-audio.ts'
import { listGreetings } from './list-greetings.ts'
import { type SpeechNeeds, speakGreeting } from './speak-greeting.ts'
import { uploadGreeting } from './upload-greeting.ts'

export const greetingsApi = (needs: SpeechNeeds): Route[] => [
  on(contract.chooseGreeting, chooseGreeting),
  on(contract.deleteGreeting, deleteGreeting(needs)),
  on(contract.getGreetingAudio, getGreetingAudio(needs)),
  on(contract.listGreetings, listGreetings(needs)),
  on(contract.speakGreeting, speakGreeting(needs)),
  on(contract.uploadGreeting, uploadGreeting(needs)),
]
