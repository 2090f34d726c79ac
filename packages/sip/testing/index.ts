/** The test kit: everything needed to run SIP stacks in one process, in no time, with a bad network between them. */
export * from './fake-clock.ts'
export * from './seeded-random.ts'
export type { Conditions, Endpoint } from './virtual-fabric.ts'
export * from './virtual-nat.ts'
export * from './virtual-network.ts'
export * from './virtual-resolver.ts'
export * from './virtual-wire.ts'
