/**
 * Installs the Debian packages that tests and benches need when they are missing and this machine lets us:
 * `node scripts/install-debian-packages.ts sip-tester sipsak`. Without arguments: everything the interop tests use.
 * Does nothing, quickly, when all is there. Progress goes to standard error.
 */
import { spawnSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'

/** Package → a program it brings. */
const PROGRAMS: Readonly<Record<string, string>> = {
  'sip-tester': 'sipp',
  sipsak: 'sipsak',
  'baresip-core': 'baresip',
  'linphone-cli': 'linphonec',
  kamailio: 'kamailio',
  'rtpengine-daemon': 'rtpengine',
  chromium: 'chromium',
  faketime: 'faketime',
  coturn: 'turnserver',
  nftables: 'nft',
  openssl: 'openssl',
}

/** What the interop tests need. */
export const INTEROP_PACKAGES = [
  'sip-tester',
  'sipsak',
  'baresip-core',
  'linphone-cli',
  'rtpengine-daemon',
] as const

/**
 * Makes sure that the programs of `packages` can be started.
 * @throws with the command to run by hand when they are missing and cannot be installed from here
 */
export function ensureDebianPackages(packages: readonly string[]): void {
  const missing = packages.filter((name) => !isInstalled(name))
  if (missing.length === 0) return
  const byHand = `apt-get install -y --no-install-recommends ${missing.join(' ')}`
  const prefix = becomeRoot()
  if (!has('apt-get') || !prefix) {
    throw new Error(`These programs are needed and cannot be installed from here. As root: ${byHand}`)
  }
  console.error(`installing ${missing.join(', ')} (Debian packages) …`)
  // Daemons that come with a package (kamailio, rtpengine) must not start beside our own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  // Somebody else may be installing: unattended upgrades on a fresh machine, or a second test run.
  const patient = ['-o', 'DPkg::Lock::Timeout=300']
  const apt = (...args: string[]) => {
    const [command = 'apt-get', ...rest] = [...prefix, 'apt-get', '-q', ...patient, ...args]
    return spawnSync(command, rest, { env, stdio: ['ignore', 2, 2] }).status === 0
  }
  const install = () => apt('install', '-y', '--no-install-recommends', ...missing)
  if (!(install() || (apt('update') && install()))) {
    throw new Error(`apt-get could not install what is needed. See above, then as root: ${byHand}`)
  }
  const still = missing.filter((name) => !isInstalled(name))
  if (still.length > 0) throw new Error(`installed, but not to be found: ${still.join(', ')}`)
}

function isInstalled(name: string): boolean {
  const program = PROGRAMS[name]
  if (program !== undefined) return has(program)
  return spawnSync('dpkg', ['-s', name], { stdio: 'ignore' }).status === 0
}

/** Debian keeps daemons in /usr/sbin, which an ordinary user's PATH leaves out. */
function has(program: string): boolean {
  const path = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`
  return (
    spawnSync('sh', ['-c', 'command -v "$0"', program], { env: { PATH: path }, stdio: 'ignore' }).status === 0
  )
}

/** What to put before a command so that it runs as root: nothing, sudo, or undefined when there is no way. */
function becomeRoot(): string[] | undefined {
  if (process.getuid?.() === 0) return []
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : undefined
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const wanted = process.argv.slice(2)
  try {
    ensureDebianPackages(wanted.length > 0 ? wanted : INTEROP_PACKAGES)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
