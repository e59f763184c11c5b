import { Fault, RunStop } from '#base/fault.ts'
import { openLedger } from '#orchestrator/budget/ledger.ts'
import type { Book } from '#orchestrator/run/book.ts'
import type { ChatTrace } from '#ports/telemetry.ts'
import type { RunId } from '#records/ids.ts'
import type { Usage } from '#records/spend.ts'
import type { WithDb } from '#state/db.ts'
import { readsMail } from './mails-to-read.ts'
import { paidReader } from './paid-reader.ts'
import { readInbound, type InboundPass } from './read-inbound.ts'

export interface NewMailAsk {
  /** The run under whose cap it is paid. */
  readonly runId: RunId
  /** Mails read at the same time, at most; default: the book's accounts in flight. */
  readonly inFlight?: number | undefined
  readonly voice: { readonly stop: AbortSignal; note(line: string): void }
  readonly trace?: ChatTrace | undefined
  onUsage(usage: Usage): void
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`

/** What the pass did, in one line; undefined when there was nothing to read. */
function inWords(pass: InboundPass, model: string): string | undefined {
  const { read, known, unreadable, left, failed, ended } = pass
  const parts = [
    ...(read + unreadable > 0
      ? [
          `${count(read + unreadable, 'new mail')} read by ${model}${known > 0 ? `, ${known} with a text known before` : ''}`,
        ]
      : []),
    ...(unreadable > 0 ? [`${unreadable} of them gave no reading that stands`] : []),
    ...(left > 0 ? [`${count(left, 'mail')} left for the next time`] : []),
    ...(failed > 0 && ended === undefined ? [`${count(failed, 'call')} failed`] : []),
    ...(ended === undefined ? [] : [`stopped early: ${ended.message}`]),
  ]
  return parts.length === 0 ? undefined : `${parts.join('; ')}.`
}

/**
 * Reads new unanswered mail before the day is ranked. The day never depends on it: a model that fails, a cap that is
 * reached and a CRM that is away end the reading with a note, and what was not read is read the next time. Undefined:
 * nothing was to be read, or it ended so.
 */
export async function readNewMail(
  { config, world, db }: Book & WithDb,
  { runId, voice, trace, onUsage, inFlight }: NewMailAsk,
): Promise<InboundPass | undefined> {
  if (config.inbound.maxPerRun === 0 || !readsMail(world.model)) return undefined
  const { stop } = voice
  const own = { ...world, db }
  const ledger = openLedger(own, { stop, onUsage })
  const reader = paidReader(own, { config, ledger, runId, trace, stop })
  try {
    const pass = await readInbound(own, { config, reader, inFlight: inFlight ?? config.inFlight, stop })
    const line = inWords(pass, reader.model)
    if (line !== undefined) voice.note(line)
    return pass
  } catch (thrown) {
    // Disk or memory at their end: nothing further can be done, here or anywhere.
    if (!(thrown instanceof Fault) || (thrown instanceof RunStop && thrown.stopCause === 'machine'))
      throw thrown
    voice.note(`New mail was not read: ${thrown.message}`)
    return undefined
  }
}
