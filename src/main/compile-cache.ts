import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// Compiled code is kept beside the packages it was compiled from: a start takes half as long, and a day some thirty
// megabytes less, since nothing is needed to read TypeScript. Where the folder cannot be written, nothing is kept.
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/daybook', import.meta.url)))
