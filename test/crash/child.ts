// One process of Daybook as the crash suite kills it: the whole book behind its real doors (database, queue, files), the
// model and the CRM with logs of their own. It does what it is told, one step after another, and dies where it is told.
import { flushCompileCache } from 'node:module'
import { crmLocal } from '#connectors/crm-local/crm.ts'
import { pgBossQueue } from '#connectors/pg-boss/queue.ts'
import { connect, type Pools } from '#connectors/postgres/connect.ts'
import { fileWorkspace } from '#connectors/workspace-files/workspace.ts'
import { enterBook } from '#orchestrator/book/enter-book.ts'
import { workAsWorker } from '#orchestrator/run/work-as-worker.ts'
import type { Book } from '#orchestrator/run/book.ts'
import type { Crm } from '#ports/crm.ts'
import type { CrmSetup } from '#ports/crm-setup.ts'
import { noFaults, type Faults } from '#ports/faults.ts'
import { openDb, type WithDb } from '#state/db.ts'
import { armFaults } from '../../src/main/arm-faults.ts'
import { sleep } from '../../src/main/sleep.ts'
import { crashConfig } from './config.ts'
import { pricedModel, pricedVendor } from './priced-model.ts'
import { FromChild, morningOf, Place, ToChild } from './protocol.ts'
import { received, remoteCrm } from './remote-crm.ts'
import { doStep } from './steps.ts'
import { readTexts } from './texts.ts'

const say = (message: FromChild): void => void process.send?.(message)

const calls = new Map<number, (answer: { answer: unknown; fault?: unknown }) => void>()
let made = 0
const ask = async (method: string, asked: readonly unknown[]): Promise<unknown> => {
  const call = ++made
  const answer = await new Promise<{ answer: unknown; fault?: unknown }>((resolve) => {
    calls.set(call, resolve)
    say({ kind: 'crm', call, method, asked: [...asked] })
  })
  return received(answer)
}

/** What the child is told from step to step: where it is to die, and how late it is in the book's own time. */
const told = { faults: noFaults, behindMs: 0 }
interface Told {
  readonly day: number
  readonly sinceMs: number
  readonly dieAt?: string | undefined
  readonly stopAt?: string | undefined
}
const tell = (message: Told): void => {
  told.faults = armFaults(message.dieAt, message.stopAt)
  told.behindMs = morningOf(message.day) + message.sinceMs - Date.now()
}

/** Who wrote what is known to the auditor by the name of the connection. */
function named(pools: Pools): Pools {
  for (const pool of [pools.app, pools.crm])
    pool.on('connect', (client) => void client.query(`set application_name = 'child ${process.pid}'`))
  return pools
}

async function open(place: Place): Promise<Book & WithDb & { readonly crmSetup: CrmSetup }> {
  const pools = named(await connect({ kind: 'embedded', socket: place.socket, database: place.database }))
  const db = openDb(pools.app)
  const clock = (): Date => new Date(Date.now() + told.behindMs)
  const own = crmLocal({ pool: pools.crm, clock })
  const crm: Crm & CrmSetup =
    place.crm === 'fake' ? remoteCrm(ask) : { ...own, caps: { ...own.caps, maxBatch: 20 } }
  const random = Math.random
  const config = { ...crashConfig(place.limit), inFlight: place.inFlight }
  const { id: bookId } = await enterBook({ db, clock, random }, config)
  const faults: Faults = { at: (label) => told.faults.at(label) }
  const world = {
    crm,
    model: pricedModel(place.modelLog, place.latencyMs),
    vendors: [pricedVendor(place.modelLog)],
    queue: await pgBossQueue(pools.app, () => {}),
    workspace: fileWorkspace(place.folder),
    clock,
    random,
    faults,
    sleep,
  }
  return { bookId, config, world, db, crmSetup: crm, ...readTexts(place.shipped) }
}

const voice = (stop: AbortSignal) => ({ stop, note: () => {}, progress: () => {} })

const failed = (thrown: unknown): void =>
  say({ kind: 'failed', why: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) })

const place = Place.parse(JSON.parse(process.argv[2] ?? ''))
const book = await open(place)
const end = new AbortController()
process.on('disconnect', () => process.exit(0))
process.on('message', (raw) => {
  const message = ToChild.parse(raw)
  if (message.kind === 'crm') {
    calls.get(message.call)?.(message)
    calls.delete(message.call)
  } else if (message.kind === 'end') end.abort()
  else if (message.kind === 'clock') tell(message)
  else if (message.kind === 'work') {
    tell(message)
    workAsWorker(book, { inFlight: place.inFlight, drainMs: 0 }, voice(end.signal)).then(
      () => process.exit(0),
      failed,
    )
  } else {
    tell(message)
    doStep(book, message.step, {
      day: message.day,
      onTold: (item, version) => say({ kind: 'told', item, version }),
    }).then((what) => {
      told.faults = noFaults
      if (place.warms) flushCompileCache()
      say({ kind: 'did', what })
    }, failed)
  }
})
say({ kind: 'ready' })
