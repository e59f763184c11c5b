import type { RunCounts } from '#state/read/work-item.ts'

export interface ProgressState {
  readonly counts: RunCounts
  readonly retrying: number
  readonly usd: number
  /** Since this invocation began, and how many accounts it has finished. */
  readonly elapsedMs: number
  readonly finished: number
}

const timeLeft = ({ counts, elapsedMs, finished }: ProgressState): string | undefined => {
  if (finished < 5 || counts.open === 0) return undefined
  const seconds = Math.ceil(((elapsedMs / finished) * counts.open) / 1000)
  return seconds < 90 ? `${seconds} s left` : `${Math.ceil(seconds / 60)} min left`
}

/** One line on how the run stands: `work 143/200 · 12 in review · 1 failed · 2 retrying · $11.42 · 6 min left`. */
export function progressLine(state: ProgressState): string {
  const { counts, retrying, usd } = state
  const parts = [
    `work ${counts.selected - counts.open}/${counts.selected}`,
    counts.held > 0 ? `${counts.held} in review` : undefined,
    counts.failed > 0 ? `${counts.failed} failed` : undefined,
    retrying > 0 ? `${retrying} retrying` : undefined,
    `$${usd.toFixed(2)}`,
    timeLeft(state),
  ]
  return parts.filter((part) => part !== undefined).join(' · ')
}
