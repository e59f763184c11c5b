#!/usr/bin/env node
// The installed command. It may be started by any Node, so it first finds one that is new enough, then runs the
// built program, or the source in a checkout. In a child process: only that can be given --conditions and limits.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const built = join(root, 'dist', 'main', 'main.js')
const source = join(root, 'src', 'main', 'main.ts')
const packaged = join(root, 'node_modules', 'node', 'bin', 'node')

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const newEnough = major > 22 || (major === 22 && minor >= 18)
const node = newEnough ? process.execPath : existsSync(packaged) ? packaged : undefined

if (node === undefined) {
  console.error(
    `daybook needs Node 22.18 or newer; this is ${process.version}. Install Node 24 and try again.`,
  )
  process.exitCode = 1
} else run(node, existsSync(source) ? ['--conditions=daybook-source', source] : [built])

function run(program, first) {
  // Two hundred conversations at once are mostly garbage soon: collected earlier than V8 would, a day stays below 400 MB.
  const heap = ['--max-semi-space-size=16', '--heap-growing-percent=40']
  const child = spawn(program, [...heap, ...first, ...process.argv.slice(2)], { stdio: 'inherit' })
  // The terminal already sends Ctrl-C to the whole group; a signal meant for this process alone is passed on.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0)
  })
}
