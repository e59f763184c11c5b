/** The end of a schedule that starts each job, in order, on the slot that is free first; milliseconds. */
export function greedySchedule(jobs: readonly number[], slots: number): number {
  const free = Array.from({ length: slots }, () => 0)
  for (const job of jobs) {
    const first = free.indexOf(Math.min(...free))
    free[first] = (free[first] ?? 0) + job
  }
  return Math.max(...free)
}
