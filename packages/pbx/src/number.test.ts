import { describe, expect, it } from 'vitest'
import { isRefusal } from './errors.ts'
import {
  actOnNumber,
  type NumberAction,
  type NumberFacts,
  type NumberLife,
  type NumberState,
  numberActions,
  refuseRemoval,
} from './number.ts'

const facts: NumberFacts = { now: 1_000_000, organizationHasMain: false, serviceFree: true, cooldownDays: 90 }
const states: readonly NumberState[] = ['AVAILABLE', 'RESERVED', 'PENDING', 'ACTIVE', 'COOLDOWN']

function life(state: NumberState, change: Partial<NumberLife> = {}): NumberLife {
  return { state, kind: 'ordinary', assigned: false, receivesWhilePending: false, ...change }
}

/** Every legal transition (N2–N7); whatever is not here must be refused. */
const legal: Readonly<Record<string, NumberState>> = {
  'AVAILABLE nominate': 'AVAILABLE',
  'AVAILABLE unnominate': 'AVAILABLE',
  'AVAILABLE allocate': 'RESERVED',
  'RESERVED deallocate': 'AVAILABLE',
  'RESERVED activate': 'PENDING',
  'PENDING confirm-activation': 'ACTIVE',
  'PENDING abandon-activation': 'RESERVED',
  'ACTIVE deactivate': 'PENDING',
  'RESERVED decommission': 'COOLDOWN',
  'PENDING decommission': 'COOLDOWN',
  'ACTIVE decommission': 'COOLDOWN',
  'COOLDOWN release': 'AVAILABLE',
  'COOLDOWN release-early': 'AVAILABLE',
}

describe('transitions', () => {
  const rows = states.flatMap((state) => numberActions.map((action) => [state, action] as const))
  it.each(rows)('%s -- %s', (state, action) => {
    const after = actOnNumber(life(state), action, facts)
    const expected = legal[`${state} ${action}`]
    if (expected !== undefined) expect(after).toMatchObject({ state: expected })
    else expect(after).toMatchObject({ kind: 'refusal', code: 'number-state' })
  })

  it.each(states)('%s is taken out of the stock while nobody has it only (N3)', (state) => {
    const refusal = refuseRemoval({ state })
    if (state === 'AVAILABLE') expect(refusal).toBeUndefined()
    else expect(refusal).toMatchObject({ code: 'number-state', values: { state, action: 'remove' } })
  })

  it.each<[string, NumberLife, NumberAction, Partial<NumberFacts>, string]>([
    [
      'a second main number (N3)',
      life('AVAILABLE', { kind: 'main' }),
      'allocate',
      { organizationHasMain: true },
      'number-has-main',
    ],
    [
      'deallocating an assigned number (N4)',
      life('RESERVED', { assigned: true }),
      'deallocate',
      {},
      'number-assigned',
    ],
    [
      'activating without a free service (N5)',
      life('RESERVED'),
      'activate',
      { serviceFree: false },
      'number-no-service',
    ],
    [
      'deactivating an assigned number (N6)',
      life('ACTIVE', { assigned: true }),
      'deactivate',
      {},
      'number-assigned',
    ],
    [
      'confirming the activation of one that goes down',
      life('PENDING', { receivesWhilePending: true }),
      'confirm-activation',
      {},
      'number-state',
    ],
    [
      'abandoning the activation of one that goes down',
      life('PENDING', { receivesWhilePending: true }),
      'abandon-activation',
      {},
      'number-state',
    ],
    [
      'confirming the deactivation of one that comes up',
      life('PENDING'),
      'confirm-deactivation',
      {},
      'number-state',
    ],
    [
      'releasing before the end (N7)',
      life('COOLDOWN', { cooldownUntil: facts.now + 1 }),
      'release',
      {},
      'number-cooling',
    ],
  ])('refuses %s', (_, before, action, change, code) => {
    expect(actOnNumber(before, action, { ...facts, ...change })).toMatchObject({ code })
  })

  it.each<[string, NumberLife, NumberAction, Partial<NumberLife>]>([
    ['an ordinary number beside a main one', life('AVAILABLE'), 'allocate', { state: 'RESERVED' }],
    ['nominate', life('AVAILABLE'), 'nominate', { kind: 'main' }],
    ['unnominate', life('AVAILABLE', { kind: 'main' }), 'unnominate', { kind: 'ordinary' }],
    [
      'deactivate keeps receiving while PENDING',
      life('ACTIVE'),
      'deactivate',
      { receivesWhilePending: true },
    ],
    [
      'deactivation confirmed',
      life('PENDING', { receivesWhilePending: true }),
      'confirm-deactivation',
      { state: 'RESERVED', receivesWhilePending: false },
    ],
    [
      'cooldown is 90 days',
      life('ACTIVE', { assigned: true }),
      'decommission',
      { assigned: false, cooldownUntil: facts.now + 90 * 86_400_000 },
    ],
    [
      'released at the end',
      life('COOLDOWN', { cooldownUntil: facts.now, kind: 'main' }),
      'release',
      { kind: 'ordinary', cooldownUntil: undefined },
    ],
    [
      'released early',
      life('COOLDOWN', { cooldownUntil: facts.now + 9 }),
      'release-early',
      { state: 'AVAILABLE' },
    ],
  ])('allows %s', (_, before, action, after) => {
    const result = actOnNumber(before, action, { ...facts, organizationHasMain: before.kind === 'ordinary' })
    expect(isRefusal(result)).toBe(false)
    expect(result).toMatchObject(after)
  })
})
