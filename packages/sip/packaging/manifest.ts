/**
 * The package as `npm pack` ships it: `.js` and `.d.ts` in `dist`, since Node strips no types below `node_modules`. Within the
 * workspaces the sources run as they are, so the manifest names them; it names `dist` only while npm packs.
 */
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '..')
const manifest = join(folder, 'package.json')
/** The manifest of the workspaces while npm packs. */
const kept = join(folder, 'package.json.workspace')
const dist = join(folder, 'dist')
const license = join(folder, 'LICENSE')

/** Compiles, then lets the manifest name what was compiled. A failure to compile leaves the manifest as it is. */
export function beforePacking(): void {
  rmSync(dist, { recursive: true, force: true })
  execFileSync('tsc', ['-p', join(folder, 'tsconfig.build.json')], { stdio: ['ignore', 2, 2] })
  copyFileSync(join(folder, '../../LICENSE'), license)
  const { scripts: _, exports, ...fields } = JSON.parse(readFileSync(manifest, 'utf8'))
  renameSync(manifest, kept)
  const compiled = Object.fromEntries(
    Object.entries<string>(exports).map(([name, source]) => [name, compiledOf(source)]),
  )
  const published = { ...fields, types: compiled['.']?.types, exports: compiled }
  writeFileSync(manifest, `${JSON.stringify(published, null, 2)}\n`)
}

/** Puts back what the workspaces need. */
export function afterPacking(): void {
  if (existsSync(kept)) renameSync(kept, manifest)
  rmSync(license, { force: true })
  rmSync(dist, { recursive: true, force: true })
}

function compiledOf(source: string): { readonly types: string; readonly default: string } {
  const path = source.replace(/^\.\//, './dist/')
  return { types: path.replace(/\.ts$/, '.d.ts'), default: path.replace(/\.ts$/, '.js') }
}
