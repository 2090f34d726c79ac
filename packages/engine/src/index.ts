/** Runs live calls: obeys the decisions of `@mainline/pbx` with `@mainline/sip` and media behind ports. */
export * from './engine.ts'
export * from './ports.ts'
