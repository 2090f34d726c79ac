import { defineConfig } from '@lingui/cli'

export default defineConfig({
  rootDir: import.meta.dirname,
  sourceLocale: 'en',
  locales: ['en', 'de'],
  catalogs: [{ path: '<rootDir>/src/locales/{locale}', include: ['<rootDir>/src'] }],
  orderBy: 'message',
  runtimeConfigModule: { Trans: [`${import.meta.dirname}/src/locales/trans.tsx`, 'Trans'] },
})
