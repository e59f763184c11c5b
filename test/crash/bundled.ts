import { execFile } from 'node:child_process'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const packages = fileURLToPath(new URL('../../node_modules', import.meta.url))
const child = fileURLToPath(new URL('./child.ts', import.meta.url))

/** The bundler that the test runner brings along. */
function bundler(): string {
  const require = createRequire(createRequire(import.meta.url).resolve('vitest'))
  const vite = createRequire(require.resolve('vite'))
  return join(dirname(vite.resolve('rolldown/package.json')), 'bin', 'cli.mjs')
}

/**
 * child.ts and all it imports as one file in `folder`: a thousand modules need not be found for each of a thousand
 * deaths. The same code, in the same order. Returns its path.
 */
export async function bundled(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  const config = join(folder, 'rolldown.config.mjs')
  const options = {
    input: child,
    platform: 'node',
    resolve: { conditionNames: ['daybook-source', 'node'] },
    output: { dir: folder, format: 'esm', codeSplitting: false, entryFileNames: 'child.mjs' },
  }
  await writeFile(config, `export default ${JSON.stringify(options)}\n`)
  await promisify(execFile)(process.execPath, [bundler(), '-c', config])
  // What a program reads of a package while it runs, the word list, is found from there.
  await symlink(packages, join(folder, 'node_modules'))
  return join(folder, 'child.mjs')
}
