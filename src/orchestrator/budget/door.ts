/** Lets so many through at once, for as long as they are inside; who is too many waits in line. */
export interface Door {
  /** Resolves when one may go in; `isBack`: before all who wait. Says whether it had to wait. `leave` always. */
  enter(how: { readonly isBack: boolean }): Promise<boolean>
  leave(): void
  /** Half as many from now on. */
  halve(): void
  /** One more, after as many good ends as may be inside. */
  widen(): void
  /** Nobody goes in before. Several may hold it. */
  closeUntil(when: Promise<void>): void
}

/** A door that is wide open until it is first halved. */
export function newDoor(): Door {
  let most = Infinity
  let inside = 0
  let holds = 0
  const line: (() => void)[] = []
  const isOpen = (): boolean => holds === 0 && inside < Math.max(1, Math.floor(most))
  const letIn = (): void => {
    while (isOpen()) {
      const next = line.shift()
      if (next === undefined) return
      inside += 1
      next()
    }
  }
  return {
    async enter({ isBack }) {
      const mustWait = line.length > 0 || !isOpen()
      const turn = Promise.withResolvers<void>()
      if (isBack) line.unshift(turn.resolve)
      else line.push(turn.resolve)
      letIn()
      await turn.promise
      return mustWait
    },
    leave() {
      inside -= 1
      letIn()
    },
    halve: () => void (most = Math.max(1, Math.min(most, inside) / 2)),
    widen: () => void (most += 1 / most),
    closeUntil(when) {
      holds += 1
      void when.then(() => {
        holds -= 1
        letIn()
      })
    },
  }
}
