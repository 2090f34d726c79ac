/** What has to cost less than what it measures is written in C, and compiled where it is used with the system's compiler. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Compiles a program of one file. @returns its path */
export function compileC(source: URL): string {
  const path = fileURLToPath(source)
  const name = basename(path, '.c')
  const program = join(mkdtempSync(join(tmpdir(), `${name}-`)), name)
  execFileSync('cc', ['-O2', '-o', program, path])
  return program
}
