import type { BenchServer } from './bench-server.ts'
export const CALLER_ADDRESS = '127.0.0.3'
export async function startMainline(_folder: string, _ports: readonly number[]): Promise<BenchServer> {
  throw new Error('later')
}
export async function startMainlineOn(
  _folder: string,
  _ports: readonly number[],
  _dial: unknown,
): Promise<BenchServer> {
  throw new Error('later')
}
