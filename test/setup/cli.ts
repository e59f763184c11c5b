import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../src/main/main.ts', import.meta.url))

export interface Ended {
  readonly code: number | null
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the command line as a process of its own, the way a person or cron does. Ends with the process. */
export function daybook(
  words: readonly string[],
  {
    env = {},
    onStart,
  }: {
    readonly env?: NodeJS.ProcessEnv
    readonly onStart?: (kill: (signal: NodeJS.Signals) => void) => void
  } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, ['--conditions=daybook-source', main, ...words], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  // Decoded as one stream: a letter of several bytes may come in two pieces.
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk))
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk))
  onStart?.((signal) => child.kill(signal))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }))
  })
}

/** The object on the last line of stdout. */
export function lastJson({ stdout, stderr }: Ended): Record<string, unknown> {
  const line = stdout.trimEnd().split('\n').at(-1) ?? ''
  try {
    return JSON.parse(line) as Record<string, unknown>
  } catch {
    throw new Error(`no JSON on the last line: ${line}\n${stderr}`)
  }
}
