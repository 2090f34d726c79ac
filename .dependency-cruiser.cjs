/**
 * The arrows of ARCHITECTURE.md as data. What is not listed is forbidden: each workspace names what it may import,
 * nobody imports another workspace's inside, nothing is circular.
 */
const allowed = {
  'packages/sip': [],
  'packages/media': [],
  'packages/pbx': [],
  'packages/contract': ['pbx'],
  'packages/storage': ['pbx'],
  'packages/engine': ['pbx', 'sip', 'media'],
  'apps/server': ['contract', 'storage', 'engine', 'pbx', 'sip', 'media'],
  'apps/console': ['contract', 'pbx'],
}

const arrows = Object.entries(allowed).map(([from, to]) => ({
  name: `arrows-of-${from.replace('/', '-')}`,
  severity: 'error',
  comment: `${from} may import ${to.length ? to.join(', ') : 'no other workspace'}`,
  from: { path: `^${from}/(src|testing)/`, pathNot: '\\.test\\.ts$' },
  to: {
    path: '^(packages|apps)/',
    pathNot: `^(${[from, ...to.map((name) => `packages/${name}`)].join('|')})/`,
  },
}))

module.exports = {
  forbidden: [
    ...arrows,
    {
      name: 'no-cycle',
      severity: 'error',
      from: { path: '^(packages|apps)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-deep-import',
      severity: 'error',
      comment:
        'Another workspace is entered by its index (or its exported test kit), never by a file inside it.',
      from: { path: '^((packages|apps)/[^/]+)/' },
      to: { path: '^packages/[^/]+/src/(?!index\\.ts$)', pathNot: '^$1/' },
    },
    {
      name: 'sip-has-no-runtime-dependency',
      severity: 'error',
      from: { path: '^packages/sip/src/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer'] },
    },
    {
      name: 'pbx-is-pure',
      severity: 'error',
      comment: 'No socket, clock or file in the core: no Node module at all.',
      from: { path: '^packages/pbx/src/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: { path: '^(packages|apps)/' },
      // `virtual:` modules are made by the bundler of the console.
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
  ],
  options: {
    // Tests of the console stand on the fixtures of interop, whose `using` the parser does not know.
    doNotFollow: { path: ['node_modules', '^interop/'] },
    // What the bundler made of the console is not written by anybody.
    exclude: { path: '^apps/console/dist/' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
