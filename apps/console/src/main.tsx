/**
 * What the browser runs first, small enough to run while the rest is on its way: asks for what the address shows, for
 * its words and its page, then opens the console.
 */
import '@fontsource-variable/inter'
import './theme/base.css'
import { askAhead } from './ahead.ts'
import { firstWords } from './locales/words.ts'

askAhead(location)
void firstWords()
void import('./app.tsx')
