// Prints JSON Schemas of what goes over the wire to a Messages API, made of the SDK's own types. Making them takes
// seconds, so that they are kept below node_modules until the SDK or the list of types changes.
import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const list = join(root, 'test/fakes/messages-api/judged.ts')

const versionOf = async (name) =>
  JSON.parse(await readFile(join(root, 'node_modules', name, 'package.json'), 'utf8')).version

async function make() {
  const { createGenerator } = await import('ts-json-schema-generator')
  const schema = createGenerator({
    path: list,
    tsconfig: join(root, 'tsconfig.json'),
    type: 'Judged',
    skipTypeCheck: true,
  }).createSchema('Judged')
  return JSON.stringify(schema)
}

const versions = await Promise.all([versionOf('@anthropic-ai/sdk'), versionOf('ts-json-schema-generator')])
const mark = createHash('sha256')
  .update(JSON.stringify(versions))
  .update(await readFile(list))
  .digest('hex')
const kept = join(root, 'node_modules/.cache/daybook', `messages-${mark.slice(0, 16)}.json`)
const schemas = await readFile(kept, 'utf8').catch(async () => {
  const made = await make()
  // Renamed when complete: another process may be reading or making it too.
  await mkdir(dirname(kept), { recursive: true })
  const draft = `${kept}.${process.pid}`
  await writeFile(draft, made)
  await rename(draft, kept)
  return made
})
process.stdout.write(schemas)
