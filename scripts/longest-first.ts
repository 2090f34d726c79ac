/** vitest's order of test files: what takes long begins first, so that nothing long is left for one worker at the end. */
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Half a minute or more. What keeps the processor busy stands beside what mostly waits. */
const LONG = [
  'apps/server/src/api/every-role.test.ts',
  'scenarios/preview/previewed-path-is-the-path-of-the-call.test.ts',
  'interop/fuzz/fuzz.test.ts',
  'interop/crash/database-away.test.ts',
  'interop/voicemail/heard-by-telephone.test.ts',
  'interop/sipp.test.ts',
  'interop/crash/kill-while-recording.test.ts',
  'interop/tls.test.ts',
  'interop/reception-phones.test.ts',
  'interop/voicemail/pin-timing.test.ts',
]

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const long = LONG.flatMap((name) => sorted.filter(({ moduleId }) => moduleId.endsWith(`/${name}`)))
    return [...long, ...sorted.filter((file) => !long.includes(file))]
  }
}
