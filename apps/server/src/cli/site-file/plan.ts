/** From a file and a site to what would change, and to the changed site. */
import { checkFile } from './check-file.ts'
import { type Change, RefusedChange } from './section.ts'
import { sections, steps } from './sections.ts'
import type { SiteAccess } from './site-access.ts'
import type { SiteFile } from './site-file.ts'

/** Everything that the site has. */
export async function exportSite(site: SiteAccess): Promise<SiteFile> {
  await site.refresh()
  const file: Record<string, unknown> = {}
  for (const section of sections) file[section.key] = await section.read(site)
  return file
}

/**
 * What would change, in order, and nothing is.
 *
 * @throws {@link RefusedChange} with everything that the server would refuse, as far as it can be told
 */
export async function planChanges(file: SiteFile, site: SiteAccess): Promise<Change[]> {
  await site.refresh()
  const changes: Change[] = []
  const present: Record<string, unknown> = {}
  for (const step of steps) {
    const wanted = file[step.key]
    if (wanted === undefined) continue
    // Two steps about the same numbers may want the same of one that is not changed yet.
    const planned = new Set(changes.map(({ words }) => words))
    present[step.key] = await step.read(site)
    const more: Change[] = step.changes(wanted, present[step.key], site)
    changes.push(...more.filter(({ words }) => !planned.has(words)))
  }
  const refused = await checkFile(file, present, site)
  if (refused.length > 0) throw new RefusedChange(refused.join('\n'), fileRefused)
  return changes
}

const fileRefused = 'file-refused'

export interface Applied {
  /** What was done, in words. */
  readonly done: readonly string[]
  /** Why it stopped before its end. */
  readonly stopped: string | undefined
}

/** How often somebody else may change the same things meanwhile. */
const attempts = 5

/** Refusals that mean: somebody else was faster. What is to be done is worked out anew. */
const overtaken = ['stale-version', 'members-changed', 'number-exists', 'number-state', 'wrong-state']

/**
 * Makes the site what the file says, or nothing when {@link planChanges} can tell that a part is refused. Every change
 * stands by itself: when one is refused all the same, those before it have been made, and the next run goes on from there.
 *
 * @param tell is given each change when it has been made
 */
export async function applyFile(
  file: SiteFile,
  site: SiteAccess,
  tell: (words: string) => void = () => {},
): Promise<Applied> {
  const done: string[] = []
  for (let attempt = 1; ; attempt++) {
    const before = done.length
    try {
      if (attempt === 1) await planChanges(file, site)
      await site.refresh()
      for (const step of steps) await applyStep(step, file, site, done, tell)
      return { done, stopped: undefined }
    } catch (error) {
      if (!(error instanceof RefusedChange)) throw error
      const again =
        overtaken.includes(error.code) && attempt < attempts && (done.length > before || attempt < 3)
      if (!again) return { done, stopped: error.message }
    }
  }
}

async function applyStep(
  step: (typeof steps)[number],
  file: SiteFile,
  site: SiteAccess,
  done: string[],
  tell: (words: string) => void,
): Promise<void> {
  const wanted = file[step.key]
  if (wanted === undefined) return
  for (const change of step.changes(wanted, await step.read(site), site)) {
    await change.apply(site)
    done.push(change.words)
    tell(change.words)
  }
}
