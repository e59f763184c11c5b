import { canonicalJson } from './canonical.ts'
import { sha256 } from './sha256.ts'

/** 64 hex digits over the canonical JSON of `value`: for contents that are compared or chained. */
export const hashOf = (value: unknown): string => sha256(canonicalJson(value))

/** A short id, `prefix_` and 24 hex digits (96 bits) of the hash of `parts`: same parts, same id, everywhere. */
export const idOf = (prefix: string, ...parts: readonly unknown[]): string =>
  `${prefix}_${hashOf(parts).slice(0, 24)}`
