/**
 * Names in the page what the first script is about to import, so that the browser fetches and compiles it meanwhile, and
 * its styles, so that nothing is drawn without them; and the letters of most texts, so that none changes its form once seen.
 */
import type { HtmlTagDescriptor, Plugin, Rollup } from 'vite'

/**
 * @param source the module that the first script imports, relative to the root
 * @param font how the name of the file begins
 */
export function preloads(source: string, font: string): Plugin {
  return {
    name: 'mainline-preloads',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle = {} }) => {
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
        const first = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(source))
        if (!first) throw new Error(`${source} is no chunk of its own`)
        const needed = withImports(first, new Map(chunks.map((chunk) => [chunk.fileName, chunk])))
        const styles = needed.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])])
        return [
          ...needed.map(({ fileName }) => tag('modulepreload', fileName)),
          ...[...new Set(styles)].map((fileName) => tag('stylesheet', fileName)),
          tag('preload', fontIn(bundle, font), { as: 'font', type: 'font/woff2' }),
        ].filter(({ attrs }) => !html.includes(`href="${attrs?.['href']}"`))
      },
    },
  }
}

function withImports(
  chunk: Rollup.OutputChunk,
  chunks: ReadonlyMap<string, Rollup.OutputChunk>,
  found = new Set<Rollup.OutputChunk>(),
): readonly Rollup.OutputChunk[] {
  if (found.has(chunk)) return [...found]
  for (const name of chunk.imports) {
    const imported = chunks.get(name)
    if (imported) withImports(imported, chunks, found)
  }
  found.add(chunk)
  return [...found]
}

function fontIn(bundle: Rollup.OutputBundle, name: string): string {
  const font = Object.keys(bundle).find((fileName) => fileName.includes(`/${name}-`))
  if (!font) throw new Error(`${name} is no file of the console`)
  return font
}

const tag = (rel: string, fileName: string, more: Record<string, string> = {}): HtmlTagDescriptor => ({
  tag: 'link',
  attrs: { rel, crossorigin: true, href: `/${fileName}`, ...more },
  injectTo: 'head',
})
