/** The test kit: everything needed to run SIP stacks in one process, in no time, with a bad network between them. */
export * from './fake-clock.ts'
