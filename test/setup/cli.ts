import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../src/main/main.ts', import.meta.url))

export interface Ended {
  readonly code: number | null
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string
}

/** A command line under way in a process of its own. */
export interface Running {
  readonly pid: number
  kill(signal: NodeJS.Signals): void
  /** Resolves when stdout or stderr holds the words; rejects when the process ends without them. */
  says(words: string): Promise<void>
  readonly ended: Promise<Ended>
}

/** Starts the command line as a process of its own, the way a person, cron or a supervisor does. */
export function startDaybook(words: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  const child = spawn(process.execPath, ['--conditions=daybook-source', main, ...words], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  // Decoded as one stream: a letter of several bytes may come in two pieces.
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk))
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk))
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }))
  })
  return {
    pid: child.pid ?? 0,
    kill: (signal) => void child.kill(signal),
    ended,
    says: (words) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (stdout.includes(words) || stderr.includes(words)) resolve()
        }
        child.stdout.on('data', look)
        child.stderr.on('data', look)
        child.once('close', () => reject(new Error(`it never said ${words}:\n${stdout}\n${stderr}`)))
        look()
      }),
  }
}

/** Runs the command line as a process of its own. Ends with the process. */
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
  const { kill, ended } = startDaybook(words, env)
  onStart?.(kill)
  return ended
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
