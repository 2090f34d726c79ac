import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const at = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')

it('the service runs what `npm start` runs, with what it tells Node and the C library (decision 0004)', () => {
  const { scripts } = JSON.parse(at('package.json'))
  const [variables = '', command = ''] = scripts.start.split(' exec ')
  const unit = at('deploy/systemd/mainline.service')
  expect(unit).toContain(`\nExecStart=/opt/mainline/node_modules/.bin/${command}\n`)
  for (const variable of variables.split(' ')) {
    // The cache is elsewhere: the service may not write to where it is installed.
    const set = variable.replace(/^(NODE_COMPILE_CACHE)=.*/, '$1=/var/cache/mainline')
    expect(unit).toContain(`\nEnvironment=${set}\n`)
  }
})
