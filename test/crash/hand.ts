// A child process in the driver's hand.
import { fork } from 'node:child_process'
import { dirname, join } from 'node:path'
import { FromChild, type Place, type ToChild } from './protocol.ts'
import { serve } from './remote-crm.ts'
import type { Fake } from './stage.ts'

/** How a step ended for the process that did it. */
export type Ended =
  | { readonly kind: 'did'; readonly what: string }
  | { readonly kind: 'failed'; readonly why: string }
  /** `at`: milliseconds of the wall clock. */
  | { readonly kind: 'killed'; readonly at: number }
  | { readonly kind: 'gone'; readonly why: string }

export interface Hand {
  readonly pid: number
  readonly ready: Promise<void>
  tell(message: ToChild): void
  /** The next end of a step, or of the process. */
  next(): Promise<Ended>
  kill(signal: NodeJS.Signals): void
  readonly isGone: () => boolean
  readonly gone: Promise<void>
}

interface Ears {
  readonly fake: Fake | undefined
  onTold(item: string, version: number): void
}

/** Starts a child on a book. What it asks of the fake CRM is answered here, whether or not it lives to hear it. */
export function startChild(program: string, place: Place, { fake, onTold }: Ears): Hand {
  const child = fork(program, [JSON.stringify(place)], {
    execArgv: [],
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      NODE_COMPILE_CACHE: join(dirname(program), 'compiled'),
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let stderr = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr = `${stderr}${text}`.slice(-4000)))
  let [end, isGone] = [Promise.withResolvers<Ended>(), false]
  const ready = Promise.withResolvers<void>()
  const gone = Promise.withResolvers<void>()
  ready.promise.catch(() => {})
  child.on('message', (raw) => {
    const message = FromChild.parse(raw)
    if (message.kind === 'ready') ready.resolve()
    else if (message.kind === 'told') onTold(message.item, message.version)
    else if (message.kind === 'crm') void answer(message)
    else end.resolve(message)
  })
  async function answer({ call, method, asked }: Extract<FromChild, { kind: 'crm' }>): Promise<void> {
    if (fake === undefined) throw new Error('this book has no fake CRM')
    const said = await serve(fake, method, asked)
    if (!isGone) child.send({ kind: 'crm', call, ...said }, () => {})
  }
  child.once('exit', (code, signal) => {
    isGone = true
    gone.resolve()
    const at = Date.now()
    ready.reject(new Error(`the child ended with ${code ?? signal} before it was ready:\n${stderr}`))
    end.resolve(signal === 'SIGKILL' ? { kind: 'killed', at } : { kind: 'gone', why: `${code}\n${stderr}` })
  })
  return {
    pid: child.pid ?? 0,
    ready: ready.promise,
    tell: (message) => void (isGone || child.send(message, () => {})),
    async next() {
      const ended = await end.promise
      if (ended.kind === 'did' || ended.kind === 'failed') end = Promise.withResolvers<Ended>()
      return ended
    },
    kill: (signal) => void child.kill(signal),
    isGone: () => isGone,
    gone: gone.promise,
  }
}
