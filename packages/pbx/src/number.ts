/** States of a phone number and the transitions between them (N2–N7), as one table. */
import { type Refusal, refuse } from './errors.ts'

/** The five states (product §2). */
export type NumberState = 'AVAILABLE' | 'RESERVED' | 'PENDING' | 'ACTIVE' | 'COOLDOWN'

/** ACTIVE, or PENDING on its way to or from it: it counts as active (N9), and is set up (M3). */
export const isInService = ({ state }: { readonly state: NumberState }): boolean =>
  state === 'ACTIVE' || state === 'PENDING'

/** A main number serves the business; an ordinary one rings phones. */
export type NumberKind = 'main' | 'ordinary'

/** What the transitions read and write of a number. */
export interface NumberLife {
  readonly state: NumberState
  readonly kind: NumberKind
  /** To a user (ordinary numbers). */
  readonly assigned: boolean
  /** PENDING only: was ACTIVE before, so calls still reach it (N5, N6). */
  readonly receivesWhilePending: boolean
  /** COOLDOWN only, epoch ms. */
  readonly cooldownUntil?: number | undefined
}

/** Facts from outside the number that a transition may depend on. */
export interface NumberFacts {
  /** Epoch ms. */
  readonly now: number
  /** The organization has a main number at that site already (N3). */
  readonly organizationHasMain: boolean
  /** A voice service is free (N5, N9). */
  readonly serviceFree: boolean
  /** Site setting, 90 by default (N7). */
  readonly cooldownDays: number
}

/** Everything that can be done to a number. */
export type NumberAction =
  | 'nominate'
  | 'unnominate'
  | 'allocate'
  | 'deallocate'
  | 'activate'
  | 'confirm-activation'
  | 'abandon-activation'
  | 'deactivate'
  | 'confirm-deactivation'
  | 'decommission'
  | 'release'
  | 'release-early'

interface Transition {
  readonly from: readonly NumberState[]
  readonly to: NumberState
  /** A further condition; undefined when it holds. */
  readonly unless?: (life: NumberLife, facts: NumberFacts) => Refusal | undefined
  readonly change?: (life: NumberLife, facts: NumberFacts) => Partial<NumberLife>
}

const whileAssigned = (life: NumberLife) => (life.assigned ? refuse('number-assigned') : undefined)
const secondMain = (life: NumberLife, facts: NumberFacts) =>
  life.kind === 'main' && facts.organizationHasMain ? refuse('number-has-main') : undefined
const withoutService = (_: NumberLife, facts: NumberFacts) =>
  facts.serviceFree ? undefined : refuse('number-no-service')
const stillCooling = (life: NumberLife, facts: NumberFacts) =>
  life.cooldownUntil !== undefined && facts.now < life.cooldownUntil
    ? refuse('number-cooling', { until: new Date(life.cooldownUntil).toISOString() })
    : undefined
// Whoever activated leaves PENDING by confirm-activation only, whoever deactivated by confirm-deactivation only.
const goingDown = (life: NumberLife) =>
  life.receivesWhilePending ? wrongWay('confirm-activation') : undefined
const goingUp = (life: NumberLife) =>
  life.receivesWhilePending ? undefined : wrongWay('confirm-deactivation')
const wrongWay = (action: NumberAction) =>
  refuse('number-state', { state: 'PENDING', action, wanted: 'PENDING on the way there' })

const toMain = () => ({ kind: 'main' }) as const
const toOrdinary = () => ({ kind: 'ordinary' }) as const
const silent = () => ({ receivesWhilePending: false }) as const
const stillHeard = () => ({ receivesWhilePending: true }) as const
const fresh = () => ({ kind: 'ordinary', cooldownUntil: undefined }) as const

/**
 *              allocate            activate          confirm-activation
 *   AVAILABLE ──────────► RESERVED ─────────► PENDING ─────────► ACTIVE
 *       ▲  ◄──────────────   ▲  ◄─────────────  │ ▲                 │
 *       │    deallocate      └── confirm-deact. ┘ └── deactivate ───┘
 *       └───────── release ─────── COOLDOWN ◄──── decommission (from all but AVAILABLE)
 */
const transitions: Readonly<Record<NumberAction, Transition>> = {
  nominate: { from: ['AVAILABLE'], to: 'AVAILABLE', change: toMain },
  unnominate: { from: ['AVAILABLE'], to: 'AVAILABLE', change: toOrdinary },
  allocate: { from: ['AVAILABLE'], to: 'RESERVED', unless: secondMain },
  deallocate: { from: ['RESERVED'], to: 'AVAILABLE', unless: whileAssigned },
  activate: { from: ['RESERVED'], to: 'PENDING', unless: withoutService, change: silent },
  'confirm-activation': { from: ['PENDING'], to: 'ACTIVE', unless: goingDown, change: silent },
  'abandon-activation': { from: ['PENDING'], to: 'RESERVED', unless: goingDown, change: silent },
  deactivate: { from: ['ACTIVE'], to: 'PENDING', unless: whileAssigned, change: stillHeard },
  'confirm-deactivation': { from: ['PENDING'], to: 'RESERVED', unless: goingUp, change: silent },
  decommission: {
    from: ['RESERVED', 'PENDING', 'ACTIVE'],
    to: 'COOLDOWN',
    change: (_, facts) => ({
      assigned: false,
      receivesWhilePending: false,
      cooldownUntil: facts.now + facts.cooldownDays * 86_400_000,
    }),
  },
  release: { from: ['COOLDOWN'], to: 'AVAILABLE', unless: stillCooling, change: fresh },
  'release-early': { from: ['COOLDOWN'], to: 'AVAILABLE', change: fresh },
}

/** Every action, for tables in consoles and tests. */
export const numberActions = Object.keys(transitions) as readonly NumberAction[]

/**
 * Whether a number may be taken out of the stock: only while it is nobody's (N3), so that no company loses one.
 *
 * @returns why not
 */
export const refuseRemoval = ({ state }: Pick<NumberLife, 'state'>): Refusal | undefined =>
  state === 'AVAILABLE' ? undefined : refuse('number-state', { state, action: 'remove', wanted: 'AVAILABLE' })

/** The number after the action, or why it is refused. Who may act is checked elsewhere (§4). */
export function actOnNumber(
  life: NumberLife,
  action: NumberAction,
  facts: NumberFacts,
): NumberLife | Refusal {
  const { from, to, unless, change } = transitions[action]
  if (!from.includes(life.state)) {
    return refuse('number-state', { state: life.state, action, wanted: from.join(' or ') })
  }
  return unless?.(life, facts) ?? { ...life, state: to, ...change?.(life, facts) }
}
