/** The phone of a page as a script that any page can be given. */
import { build } from 'vite'

export async function adapterScript(): Promise<string> {
  const entry = new URL('../src/reception/phone/browser-phone.ts', import.meta.url).pathname
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'adapter' } },
  })
  const [output] = [built].flat() as { output: { code?: string }[] }[]
  return output?.output[0]?.code ?? ''
}
