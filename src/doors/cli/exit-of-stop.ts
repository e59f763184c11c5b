import type { StopCause } from '#base/fault.ts'
import type { ExitCode } from './cli.ts'

/** How a command ends that had to stop: 5 a budget, 4 a key or a model id, 1 the machine. */
export const exitOfStop: Readonly<Record<StopCause, ExitCode>> = { budget: 5, setup: 4, machine: 1 }
