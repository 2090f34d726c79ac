/** What the server says, in German. */
export { refusals, valueWords } from './refusals.de.ts'
export { sentence } from './sentences.de.ts'
