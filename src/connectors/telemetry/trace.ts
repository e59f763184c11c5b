import type { AccountTrace, RunStart, RunTrace, Span } from '#ports/telemetry.ts'
import type { WorkItem } from '#records/run.ts'
import type { Opened, Sink, StepEnd } from './step.ts'
import {
  accountStep,
  agentEnd,
  agentStep,
  chatEnd,
  chatStep,
  errorOf,
  gateEnd,
  runEnd,
  runStep,
  settledAs,
  stepOf,
  toolEnd,
  toolStep,
  workEnd,
} from './vocabulary.ts'

/** A step as the port has it. `after`: what else its end means, once. */
function spanOf<T>(opened: Opened, says: (result: T) => StepEnd, after: () => void = () => {}): Span<T> {
  let isOver = false
  const over = (end: StepEnd): void => {
    if (isOver) return
    isOver = true
    opened.end(end)
    after()
  }
  return {
    end: (result) => over(says(result)),
    fail: (thrown) => over({ attributes: {}, error: errorOf(thrown) }),
  }
}

/** Begins this process's part of a run. */
export function traceRun(sink: Sink, start: RunStart): RunTrace {
  const opened = sink.begin(runStep(start))
  return {
    ...spanOf(opened, runEnd),
    account: (item) => traceAccount(opened.begin(accountStep(item)), item),
    chat: (call) => spanOf(opened.begin(chatStep(call, { runId: start.id })), chatEnd),
    settled: (accountId, result) => opened.settled(settledAs(start.id, accountId, result)),
  }
}

function traceAccount(opened: Opened, item: WorkItem): AccountTrace {
  // While its agent is at work, what it asks for stands below the agent.
  let at = opened
  return {
    ...spanOf(opened, workEnd),
    agent(skill) {
      at = opened.begin(agentStep(item, skill))
      return spanOf(at, agentEnd, () => {
        at = opened
      })
    },
    chat: (call) => spanOf(at.begin(chatStep(call, item)), chatEnd),
    tool: (name) => spanOf(at.begin(toolStep(item, name)), toolEnd),
    gate: () => spanOf(opened.begin(stepOf(item, 'gate')), gateEnd),
    commit: () => spanOf(opened.begin(stepOf(item, 'commit')), workEnd),
  }
}
