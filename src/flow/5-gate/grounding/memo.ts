/**
 * A pure function of one text that remembers its last answers. Bounded: at `limit` texts it forgets all of them, so that
 * a long run keeps no more than a short one. What is remembered never changes an answer.
 */
export function memo<T>(limit: number, answer: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const now = answer(text)
    if (known.size >= limit) known.clear()
    known.set(text, now)
    return now
  }
}
