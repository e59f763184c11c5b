// Writes into package-lock.json the builds for other platforms that the registry used to make it did not have. Without
// an entry for each of them `npm ci` calls the lock file out of date and installs nothing. An entry carries the exact
// version and the platform; only that platform ever fetches it. Run it (`npm run lock`) after changing a dependency.
import { readFileSync, writeFileSync } from 'node:fs'

const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32']
const processors = ['arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'x64']

/** `binding-linux-arm-musleabihf` -> linux, arm, musl */
function platform(name) {
  const parts = name.split('-')
  const os = systems.find((system) => parts.includes(system))
  const cpu = processors.find((processor) => parts.includes(processor))
  if (!os || !cpu) throw new Error(`cannot tell the platform of ${name}; add its lock entry by hand`)
  const musl = parts.some((part) => part.startsWith('musl'))
  return { cpu: [cpu], ...(os === 'linux' ? { libc: [musl ? 'musl' : 'glibc'] } : {}), os: [os] }
}

const file = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(file, 'utf8'))
let added = 0
for (const [path, owner] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(path ? (owner.optionalDependencies ?? {}) : {})) {
    if (lock.packages[`node_modules/${name}`] || lock.packages[`${path}/node_modules/${name}`]) continue
    if (owner.peerDependenciesMeta?.[name]?.optional) continue
    const { cpu, ...rest } = platform(name)
    const dev = owner.dev ? { dev: true } : {}
    lock.packages[`node_modules/${name}`] = { version, cpu, ...dev, optional: true, ...rest }
    added += 1
  }
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1))
writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`)
console.log(`${added} platform builds added to package-lock.json`)
