/** npm runs this before it packs. */
import { beforePacking } from './manifest.ts'

beforePacking()
