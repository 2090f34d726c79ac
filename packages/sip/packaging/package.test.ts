/** The package as a foreign project meets it: packed, installed without a network, its README compiled and run. */
import { execFileSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const folder = mkdtempSync(join(tmpdir(), 'sip-package-'))
const project = join(folder, 'project')
const installed = join(project, 'node_modules/@mainline/sip')

function run(cwd: string, command: string, ...args: string[]): string {
  const PATH = `${join(root, 'node_modules/.bin')}:${process.env['PATH']}`
  try {
    return execFileSync(command, args, {
      cwd,
      env: { ...process.env, PATH },
      encoding: 'utf8',
      stdio: 'pipe',
    })
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    throw new Error(`${command} ${args.join(' ')}:\n${stdout}${stderr}`)
  }
}

/** Packing changes the manifest for as long as it takes: not that of the workspaces, which other tests run by. */
function copyOfThePackage(): string {
  const copy = join(folder, 'workspaces/packages/sip')
  mkdirSync(copy, { recursive: true })
  cpSync(join(root, 'packages/sip'), copy, { recursive: true })
  for (const file of ['tsconfig.json', 'LICENSE']) cpSync(join(root, file), join(folder, 'workspaces', file))
  symlinkSync(join(root, 'node_modules'), join(folder, 'workspaces/node_modules'))
  return copy
}

/** What somebody has who has never heard of this repository, but for the types of Node. */
function makeProject(): void {
  mkdirSync(project)
  writeFileSync(join(project, 'package.json'), '{ "name": "foreign", "type": "module", "private": true }\n')
  writeFileSync(
    join(project, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        target: 'ES2024',
        module: 'NodeNext',
        strict: true,
        noEmit: true,
        allowImportingTsExtensions: true,
        types: ['node'],
        typeRoots: [join(root, 'node_modules/@types')],
      },
      include: ['*.ts'],
    }),
  )
}

/** The examples of the README that was installed; each begins with its name. */
function writeExamples(): readonly string[] {
  const readme = readFileSync(join(installed, 'README.md'), 'utf8')
  return [...readme.matchAll(/^```ts\n\/\/ (\S+\.ts)\n([\s\S]*?)^```$/gm)].map(([, name = '', text = '']) => {
    writeFileSync(join(project, name), text)
    return name
  })
}

let manifestAfter = ''

beforeAll(() => {
  const copy = copyOfThePackage()
  run(copy, 'npm', 'pack', '--offline', '--silent', '--pack-destination', folder)
  manifestAfter = readFileSync(join(copy, 'package.json'), 'utf8')
  makeProject()
  const tarball = join(folder, 'mainline-sip-0.1.0.tgz')
  run(project, 'npm', 'install', '--offline', '--no-audit', '--no-fund', '--silent', tarball)
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the package as it is installed', () => {
  it('has JavaScript with types, a licence, and nothing that is for us', () => {
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.\w+$|LICENSE/.test(name),
    )
    expect(files).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md', 'dist/src/index.js', 'dist/src/index.d.ts']),
    )
    const rest = files.filter((name) => !/^dist\/(src|testing)\/.*\.(js|d\.ts)$/.test(name))
    expect(rest.sort()).toEqual(['LICENSE', 'README.md', 'package.json'])
    expect(files.filter((name) => /\.test\.|fixture|fuzz|torture|bench/.test(name))).toEqual([])
  })

  it('leaves the manifest of the workspaces as it was', () => {
    expect(manifestAfter).toBe(readFileSync(join(root, 'packages/sip/package.json'), 'utf8'))
  })

  it('both entry points are imported', () => {
    const code = `const sip = await import('@mainline/sip'), kit = await import('@mainline/sip/testing')
      console.log(typeof sip.UserAgent, typeof kit.SipPhone)`
    expect(run(project, 'node', '--input-type=module', '-e', code)).toBe('function function\n')
  })

  it('every example of the README compiles, and does what it says', () => {
    expect(writeExamples()).toEqual([
      'transport.ts',
      'registrar.ts',
      'server.ts',
      'outgoing-call.ts',
      'test.ts',
    ])
    run(project, 'tsc', '-p', '.')
    expect(run(project, 'node', 'test.ts')).toContain('all as it should be\n')
  }, 120_000)
})
