import { describe, expect, it } from 'vitest'
import { type Edge, IllegalTransition } from './edge.ts'
import { type InviteClientEvent, inviteClientStep } from './invite-client-machine.ts'
import { type InviteServerEvent, inviteServerStep } from './invite-server-machine.ts'
import { type ClientEvent, clientStep } from './non-invite-client-machine.ts'
import { type ServerEvent, serverStep } from './non-invite-server-machine.ts'
import type { ClientState, InviteClientState, InviteServerState, ServerState } from './transaction.ts'

/** One row for each arrow of a figure: state -- event --> state: actions. What has no row must throw. */
type Table<State extends string, Event extends string> = Record<State, Partial<Record<Event, string>>>

const inviteClient: Table<InviteClientState, InviteClientEvent> = {
  calling: {
    'timer A': 'calling: resend, start A',
    'timer B': 'terminated: inform of timeout',
    '1xx': 'proceeding: send held CANCEL, inform user',
    '2xx': 'accepted: start M, inform user',
    '300-699': 'completed: acknowledge, start D, inform user',
    'transport error': 'terminated: inform of transport error',
  },
  proceeding: {
    '1xx': 'proceeding: send held CANCEL, inform user',
    '2xx': 'accepted: start M, inform user',
    '300-699': 'completed: acknowledge, start D, inform user',
    guard: 'terminated: inform of timeout',
    'transport error': 'proceeding: ',
  },
  completed: {
    '1xx': 'completed: ',
    '2xx': 'completed: pass on as stray',
    '300-699': 'completed: acknowledge again',
    'timer D': 'terminated: ',
    'transport error': 'terminated: ',
  },
  accepted: {
    '1xx': 'accepted: ',
    '2xx': 'accepted: inform user',
    '300-699': 'accepted: ',
    'timer M': 'terminated: ',
    'transport error': 'accepted: ',
  },
  terminated: {},
}

const nonInviteClient: Table<ClientState, ClientEvent> = {
  trying: {
    'timer E': 'trying: resend, start E',
    'timer F': 'terminated: inform of timeout',
    '1xx': 'proceeding: start E at T2, inform user',
    '200-699': 'completed: start K, inform user',
    'transport error': 'terminated: inform of transport error',
  },
  proceeding: {
    'timer E': 'proceeding: resend, start E at T2',
    'timer F': 'terminated: inform of timeout',
    '1xx': 'proceeding: inform user',
    '200-699': 'completed: start K, inform user',
    'transport error': 'proceeding: ',
  },
  completed: {
    '1xx': 'completed: ',
    '200-699': 'completed: ',
    'timer K': 'terminated: ',
    'transport error': 'completed: ',
  },
  terminated: {},
}

const inviteServer: Table<InviteServerState, InviteServerEvent> = {
  proceeding: {
    INVITE: 'proceeding: send again',
    ACK: 'proceeding: ',
    'user is slow': 'proceeding: send 100',
    '1xx from user': 'proceeding: send',
    '2xx from user': 'accepted: start L, send',
    '300-699 from user': 'completed: start G and H, send',
    'transport error': 'terminated: inform of transport error',
  },
  completed: {
    INVITE: 'completed: send again',
    ACK: 'confirmed: start I',
    'timer G': 'completed: send again, start G',
    'timer H': 'terminated: inform of timeout',
    'transport error': 'terminated: inform of transport error',
  },
  confirmed: {
    INVITE: 'confirmed: ',
    ACK: 'confirmed: ',
    'timer I': 'terminated: ',
    'transport error': 'confirmed: ',
  },
  accepted: {
    INVITE: 'accepted: ',
    ACK: 'accepted: pass ACK to user',
    '2xx from user': 'accepted: send',
    'timer L': 'terminated: ',
    'transport error': 'accepted: inform of transport error',
  },
  terminated: {},
}

const nonInviteServer: Table<ServerState, ServerEvent> = {
  trying: {
    request: 'trying: ',
    '1xx from user': 'proceeding: send',
    '200-699 from user': 'completed: send, start J',
  },
  proceeding: {
    request: 'proceeding: send again',
    '1xx from user': 'proceeding: send',
    '200-699 from user': 'completed: send, start J',
    'transport error': 'terminated: inform of transport error',
  },
  completed: {
    request: 'completed: send again',
    'timer J': 'terminated: ',
    'transport error': 'terminated: inform of transport error',
  },
  terminated: {},
}

function check<State extends string, Event extends string>(
  name: string,
  table: Table<State, Event>,
  step: (state: State, event: Event) => Edge<State, string>,
): void {
  const states = Object.keys(table) as State[]
  const events = [...new Set(states.flatMap((state) => Object.keys(table[state]) as Event[]))]
  describe(name, () => {
    for (const state of states) {
      for (const event of events) {
        const row = table[state][event]
        it(`${state} -- ${event} --> ${row ?? 'nothing: a bug of ours'}`, () => {
          if (row === undefined) {
            expect(() => step(state, event)).toThrow(IllegalTransition)
          } else {
            const { to, actions } = step(state, event)
            expect(`${to}: ${actions.join(', ')}`).toBe(row)
          }
        })
      }
    }
  })
}

check('INVITE client transaction', inviteClient, inviteClientStep)
check('non-INVITE client transaction', nonInviteClient, clientStep)
check('INVITE server transaction', inviteServer, inviteServerStep)
check('non-INVITE server transaction', nonInviteServer, serverStep)
