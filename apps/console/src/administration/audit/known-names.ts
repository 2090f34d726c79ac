/** What the organizations and sites are called whose identifiers stand in the audit. */
import { useMemo } from 'react'
import { useOrganizations } from '../use-organizations.ts'
import { useSites } from '../use-sites.ts'

/** Gives the name behind an identifier, or undefined where the person sees nothing of that name. */
export function useKnownNames(): (id: string) => string | undefined {
  const { byId } = useOrganizations()
  const sites = useSites()
  return useMemo(() => {
    const names = new Map(sites.map(({ id, name }) => [id, name]))
    return (id) => byId.get(id)?.name ?? names.get(id)
  }, [byId, sites])
}
