import { Fault } from '#base/fault.ts'
import type { Faults } from '#ports/faults.ts'
import { noFaults } from '#ports/faults.ts'

const parse = (setting: string | undefined): { label: string; left: number } | undefined => {
  if (setting === undefined) return undefined
  const [label = '', count = ''] = setting.split(':')
  const left = Number(count)
  if (label === '' || !Number.isInteger(left) || left < 1)
    throw new Fault(
      'refused',
      `got ${JSON.stringify(setting)} as a fault point, expected label:n such as claimed:3`,
    )
  return { label, left }
}

/** Fault points for crash tests: the process kills (or freezes) itself at the n-th passage of a label. */
export function armFaults(dieAt: string | undefined, stopAt: string | undefined): Faults {
  const armed = [
    { point: parse(dieAt), signal: 'SIGKILL' as const },
    { point: parse(stopAt), signal: 'SIGSTOP' as const },
  ]
  if (armed.every(({ point }) => point === undefined)) return noFaults
  return {
    at(label) {
      for (const { point, signal } of armed)
        if (point?.label === label && --point.left === 0) process.kill(process.pid, signal)
    },
  }
}
