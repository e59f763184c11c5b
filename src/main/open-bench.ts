import { join } from 'node:path'
import { offlineModel } from '#connectors/offline-model/model.ts'
import { recordedModel } from '#connectors/recorded/model.ts'
import { readTranscript } from '#connectors/recorded/read-transcript.ts'
import type { BenchAsk, ModelSettings, OpenBench, OpenBook } from '#doors/cli/cli.ts'
import { budgeted } from '#orchestrator/budget/budgeted.ts'
import { openLedger } from '#orchestrator/budget/ledger.ts'
import { newPace } from '#orchestrator/budget/pace.ts'
import { patient } from '#orchestrator/budget/patient.ts'
import { spendScope } from '#orchestrator/budget/scope.ts'
import type { Model } from '#ports/model.ts'
import { ModelConfig } from '#records/config.ts'
import { packageFolder, readTexts } from './open-book.ts'
import { sleep } from './sleep.ts'

interface BenchNeeds {
  /** The folder whose skills and playbook are tried out; undefined: the shipped ones. */
  readonly textsFrom: string | undefined
  readonly openBook: (settings: ModelSettings) => Promise<OpenBook>
}

const usualLimits = ModelConfig.parse({})

/** What evals run with. Free models need no book and no database; a paid one comes with the ledger of its book. */
export async function openBench(
  { provider, recordings, stop }: BenchAsk,
  needs: BenchNeeds,
): Promise<OpenBench> {
  if (provider === 'anthropic') return paidBench(await needs.openBook({ provider }), stop)
  const model: Model =
    provider === 'offline'
      ? offlineModel({ sleep })
      : recordedModel((account) => readTranscript(join(recordings, `${account}.json`)))
  const texts = await readTexts(needs.textsFrom ?? packageFolder)
  return { ...texts, model, limits: usualLimits, label: provider, isPaid: false, close: async () => {} }
}

/** Every attempt is reserved in the ledger of the book and counts against its day. */
function paidBench(book: OpenBook, stop: AbortSignal): OpenBench {
  const { world, db, config, playbook, skills } = book
  const ledger = openLedger({ ...world, db }, { stop })
  const model = patient(
    budgeted(world.model, ledger, spendScope(config, world.clock())),
    newPace(world, stop),
  )
  const label = world.model.idOf('work')
  return { playbook, skills, model, limits: config.model, label, isPaid: true, close: () => book.close() }
}
