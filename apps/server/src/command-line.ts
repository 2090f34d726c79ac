/** What the server says to arguments, instead of a start: it takes none. */
import { version } from './version.ts'

const help = `Mainline ${version}: a main telephone number that always gets answered.

It takes no arguments: its settings are environment variables, or stand in the JSON file that MAINLINE_CONFIG names.
docs/configuration.md lists them all. With none it serves http://127.0.0.1:8080 and SIP at port 5060, its data in ./data.

  npm start            starts it
  npm start -- --help  this text
  npm run -s mainline  the command that keeps a site as a file

SIGTERM or Ctrl-C ends it in order, a second one at once.
`

/** @returns what is said and with which exit status; undefined: no argument is given, it starts */
export function answerToArguments([argument]: readonly string[]):
  | { words: string; status: number }
  | undefined {
  if (argument === undefined) return undefined
  if (argument === '--help' || argument === '-h') return { words: help, status: 0 }
  if (argument === '--version') return { words: `${version}\n`, status: 0 }
  return {
    words: `Mainline cannot start: it takes no arguments, such as ${argument}. Its settings are environment variables (docs/configuration.md).\n`,
    status: 2,
  }
}
