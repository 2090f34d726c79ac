/** The shape of what performs a command: one function each, told the call and the command. */
import type { CallCommand } from '@mainline/pbx'
import type { LiveCall } from '../live-call.ts'

export type CommandOf<D extends CallCommand['do']> = Extract<CallCommand, { do: D }>
export type Performer<D extends CallCommand['do']> = (call: LiveCall, command: CommandOf<D>) => void
export type Performers = { readonly [D in CallCommand['do']]: Performer<D> }
