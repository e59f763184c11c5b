import { fileURLToPath } from 'node:url'
import type { BenchAsk, Cli, ExitCode } from '#doors/cli/cli.ts'
import { printerTo } from '#doors/cli/printer.ts'
import { runCli } from '#doors/cli/program.ts'
import { offlineModel } from '#connectors/offline-model/model.ts'
import { readCases } from '#doors/cli/eval-files.ts'
import { evaluate } from '#orchestrator/eval/evaluate.ts'
import type { NamedCase } from '#orchestrator/eval/case-reading.ts'
import type { Bench, CaseRun } from '#orchestrator/eval/run-case.ts'
import type { Fault } from '#base/fault.ts'
import type { Model } from '#ports/model.ts'
import { noUsage } from '#records/spend.ts'
import { openBench } from '../../src/main/open-bench.ts'
import { shippedPlaybook, shippedSkills } from '../fakes/model-brief.ts'

/** The cases of the repository. */
export const shippedEvals = fileURLToPath(new URL('../../evals', import.meta.url))
export const shippedCases = (): Promise<readonly NamedCase[]> => readCases(shippedEvals)

export const bench = (model: Model = offlineModel({ sleep: async () => {} })): Bench => ({
  model,
  skills: shippedSkills(),
  playbook: shippedPlaybook(),
  limits: { maxTurns: 12, maxToolCalls: 40 },
})

export const runs = (cases: readonly NamedCase[], on: Bench = bench()): Promise<readonly CaseRun[]> =>
  evaluate(on, {
    cases,
    provider: on.model.name,
    judge: false,
    stop: new AbortController().signal,
    onCase: () => {},
  })

/** A model that is not free: the drafter's work, and a grade for whoever asks for one. `refusal`: its key is not good. */
function paidModel(refusal: Fault | undefined): Model {
  const drafter = offlineModel({ sleep: async () => {} })
  return {
    ...drafter,
    name: 'anthropic',
    idOf: () => 'paid-1',
    price: (_tier, { inputTokens }) => inputTokens,
    check: async () => {
      if (refusal !== undefined) throw refusal
    },
    answer: async (request) =>
      request.output === undefined
        ? drafter.answer(request)
        : {
            content: [{ type: 'text', text: '{"score":4,"why":"sound"}' }],
            stopReason: 'end-turn',
            usage: noUsage,
          },
  }
}

/** The command line in this process, with the real parts behind it but for a paid model and the person at the terminal. */
export async function doorOf(
  words: readonly string[],
  { answer, refusal }: { readonly answer?: string; readonly refusal?: Fault } = {},
) {
  let out = ''
  let code = 0
  let questions = 0
  const silent = { write: () => {} }
  const print = printerTo({ out: { write: (text) => (out += text) }, err: silent, json: true, colour: false })
  const cli = {
    print,
    cwd: '/',
    stopSignal: new AbortController().signal,
    askLine: async () => {
      questions += 1
      return answer
    },
    exitWith: (wanted: number) => (code = wanted),
    openBench: async (ask: BenchAsk) =>
      ask.provider === 'anthropic'
        ? { ...bench(paidModel(refusal)), label: 'paid-1', isPaid: true, close: async () => {} }
        : openBench(ask, { textsFrom: undefined, openBook: () => Promise.reject(new Error('no book')) }),
  } as unknown as Cli
  const ended = await runCli(words, () => ({ cli, exitCode: () => code as ExitCode, debug: false }))
  return {
    code: ended,
    questions,
    json: JSON.parse(out.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>,
  }
}
