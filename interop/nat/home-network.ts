/**
 * A home behind NAT, made of network namespaces: `home` has a private address and a router that masquerades; the public
 * side is a link of this machine where the server is. Removed whole, also when a run before this one died.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'

/** Of the network for benchmarks (RFC 2544): nobody routes it. */
const PUBLIC = '198.18'

export interface HomeNetwork extends Disposable {
  /** Where servers are on the public side. */
  readonly serverAddress: string
  /** A second address of theirs, as of another machine. */
  readonly otherAddress: string
  /** Of the router, as the world sees the home. */
  readonly routerAddress: string
  readonly homeAddress: string
  /** Name of the namespace of the home: `ip netns exec` runs programs in it. */
  readonly home: string
  /** The router lets no UDP out any more. */
  blockUdp(): void
  /** Nothing gets through any more, either way, and nobody is told. */
  cut(): void
  /** All is as before the cut. */
  mend(): void
}

/** Why no namespaces can be made here; undefined: they can. */
export function whyNoNamespaces(): string | undefined {
  if (process.getuid?.() !== 0) return 'network namespaces need root'
  const name = `mlprobe${randomBytes(2).toString('hex')}`
  const made = spawnSync('ip', ['netns', 'add', name], { encoding: 'utf8' })
  if (made.status !== 0)
    return `network namespaces cannot be made here: ${made.stderr ?? made.error?.message}`
  spawnSync('ip', ['netns', 'del', name])
  return spawnSync('nft', ['--version']).status === 0 ? undefined : 'nft is not installed (Debian: nftables)'
}

export function openHomeNetwork(): HomeNetwork {
  const id = randomBytes(2).toString('hex')
  const net = `${PUBLIC}.${(Number.parseInt(id.slice(0, 2), 16) % 250) + 1}`
  const [router, home] = [`mlr${id}`, `mlh${id}`]
  const dispose = () => {
    for (const name of [home, router]) spawnSync('ip', ['netns', 'del', name])
    spawnSync('ip', ['link', 'del', `mlp${id}`])
  }
  try {
    for (const name of [router, home]) ip('netns', 'add', name)
    ip('link', 'add', `mlp${id}`, 'type', 'veth', 'peer', 'name', 'outside', 'netns', router)
    ip('-n', router, 'link', 'add', 'inside', 'type', 'veth', 'peer', 'name', 'lan', 'netns', home)
    ip('addr', 'add', `${net}.1/24`, 'dev', `mlp${id}`)
    ip('addr', 'add', `${net}.3/24`, 'dev', `mlp${id}`)
    ip('link', 'set', `mlp${id}`, 'up')
    for (const [name, address, device] of [
      [router, `${net}.2/24`, 'outside'],
      [router, '10.77.0.1/24', 'inside'],
      [home, '10.77.0.2/24', 'lan'],
    ] as const) {
      ip('-n', name, 'addr', 'add', address, 'dev', device)
      ip('-n', name, 'link', 'set', device, 'up')
      ip('-n', name, 'link', 'set', 'lo', 'up')
    }
    ip('-n', home, 'route', 'add', 'default', 'via', '10.77.0.1')
    within(router, 'sysctl', '-qw', 'net.ipv4.ip_forward=1')
    within(router, 'nft', 'add table ip nat')
    within(router, 'nft', 'add chain ip nat out { type nat hook postrouting priority 100 ; }')
    // Other ports than those at home, as routers do that serve many.
    within(
      router,
      'nft',
      'add rule ip nat out oifname outside meta l4proto { tcp, udp } masquerade to :40000-60000',
    )
    within(router, 'nft', 'add chain ip nat pass { type filter hook forward priority 0 ; }')
    // Nothing comes in that nobody inside asked for.
    within(router, 'nft', 'add rule ip nat pass iifname outside ct state new drop')
  } catch (error) {
    dispose()
    throw error
  }
  return {
    serverAddress: `${net}.1`,
    otherAddress: `${net}.3`,
    routerAddress: `${net}.2`,
    homeAddress: '10.77.0.2',
    home,
    cut: () =>
      within(router, 'nft', 'add chain ip nat cut { type filter hook forward priority -1 ; policy drop ; }'),
    mend: () => within(router, 'nft', 'delete chain ip nat cut'),
    blockUdp: () => within(router, 'nft', 'insert rule ip nat pass meta l4proto udp drop'),
    [Symbol.dispose]: dispose,
  }
}

function ip(...args: readonly string[]): void {
  execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] })
}

function within(namespace: string, command: string, ...args: readonly string[]): void {
  execFileSync('ip', ['netns', 'exec', namespace, command, ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
}
