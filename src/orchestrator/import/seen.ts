// Which records this file has already spoken of. A set of strings would grow by some 100 bytes a row and burst a small
// heap on a large file; two 32-bit hashes in a typed array take 16 to 32 bytes and lie outside the heap. Two texts with
// the same 64 bits are taken for one: the later row then only fills gaps and says so in the report.
const first = 1 << 12

export class SeenTexts {
  private slots = new Uint32Array(first * 2)
  private capacity = first
  private count = 0

  has(text: string): boolean {
    const [high, low] = hash(text)
    const at = this.find(high, low)
    return this.slots[at * 2] !== 0 || this.slots[at * 2 + 1] !== 0
  }

  /** Whether it is new. */
  add(text: string): boolean {
    const [high, low] = hash(text)
    const isNew = this.put(high, low)
    if (isNew && (this.count += 1) > this.capacity / 2) this.grow()
    return isNew
  }

  private put(high: number, low: number): boolean {
    const at = this.find(high, low)
    if (this.slots[at * 2] !== 0 || this.slots[at * 2 + 1] !== 0) return false
    this.slots[at * 2] = high
    this.slots[at * 2 + 1] = low
    return true
  }

  /** The slot that holds the pair, or the free one where it belongs. */
  private find(high: number, low: number): number {
    let at = low % this.capacity
    for (;;) {
      const [a, b] = [this.slots[at * 2], this.slots[at * 2 + 1]]
      if ((a === high && b === low) || (a === 0 && b === 0)) return at
      at = (at + 1) % this.capacity
    }
  }

  private grow(): void {
    const old = this.slots
    this.capacity *= 2
    this.slots = new Uint32Array(this.capacity * 2)
    for (let i = 0; i < old.length; i += 2) {
      const [high = 0, low = 0] = [old[i], old[i + 1]]
      if (high !== 0 || low !== 0) this.put(high, low)
    }
  }
}

/** cyrb53 by bryc (public domain), both halves kept; never 0, 0, which marks a free slot. */
function hash(text: string): readonly [number, number] {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return [a >>> 0, b >>> 0 || 1]
}
