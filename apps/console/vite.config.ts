/** The console as static files: `dist/` is what the server serves at `/`. */

import { lingui, linguiTransformerBabelPreset } from '@lingui/vite-plugin'
import babel from '@rolldown/plugin-babel'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compressed } from './vite/compressed.ts'
import { endpoints } from './vite/endpoints.ts'
import { preloads } from './vite/preloads.ts'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    endpoints(),
    preloads('/src/app.tsx', 'inter-latin-wght-normal'),
    compressed(),
    react(),
    lingui({ cwd: import.meta.dirname }),
    babel({ presets: [linguiTransformerBabelPreset({}, { cwd: import.meta.dirname })] }),
  ],
  build: {
    target: 'es2023',
    sourcemap: false,
    manifest: true,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        // Pieces that several pages share are small and many: a request for each costs more than the bytes of those not needed yet.
        codeSplitting: {
          groups: [
            // What runs first must not wait for the rest.
            {
              name: 'first',
              test: /api\/client|virtual:endpoints|stock-filter\.ts|telephony\/asked\.ts|preload-helper/,
              priority: 1,
            },
            {
              name: 'shared',
              // Many dialogs have a date, and no page begins with one.
              test: /^(?!.*(@mantine\/dates|\/dayjs\/|\/parts\/dates))/,
              minShareCount: 5,
              maxModuleSize: 12_000,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': process.env['MAINLINE_URL'] ?? 'http://127.0.0.1:8080' } },
})
