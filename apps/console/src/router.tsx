/** Every address of the console. A page is loaded when it is first opened; filters and tabs are in the address. */
import { createRouter } from '@tanstack/react-router'
import { parseSearch } from './parse-search.ts'
import { PageFailed } from './parts/boundary.tsx'
import { NothingHere } from './parts/states.tsx'
import { ofAdministration } from './routes/administration.ts'
import { beforeSignIn } from './routes/before-sign-in.ts'
import { daily } from './routes/daily.ts'
import { ofOccupiers } from './routes/occupiers.ts'
import { root, signedIn } from './routes/root.ts'
import { ofSpaces } from './routes/spaces.ts'

const routeTree = root.addChildren([
  ...beforeSignIn,
  signedIn.addChildren([...daily, ...ofOccupiers, ...ofSpaces, ofAdministration]),
])

export const router = createRouter({
  routeTree,
  parseSearch,
  defaultPreload: 'intent',
  defaultNotFoundComponent: NothingHere,
  defaultErrorComponent: PageFailed,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
