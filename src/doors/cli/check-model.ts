import { Fault, RunStop } from '#base/fault.ts'
import type { Model } from '#ports/model.ts'

/**
 * Asks the model whether its key and model ids are good, which spends nothing: what is refused now will be refused for
 * every account. Throws RunStop `setup` where it is, and Fault for what passes.
 */
export async function checkModel(model: Pick<Model, 'name' | 'check'>): Promise<void> {
  try {
    await model.check?.()
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.kind !== 'refused' || thrown instanceof RunStop) throw thrown
    // No such recording is a slip of the command, and nobody's key.
    if (model.name === 'recorded') throw thrown
    const { kind, message, next } = thrown
    throw new RunStop(kind, message, { stopCause: 'setup', ...(next === undefined ? {} : { next }) })
  }
}
