/** npm runs this after it has packed; by hand, when npm was ended meanwhile: `npm run postpack`. */
import { afterPacking } from './manifest.ts'

afterPacking()
