import type { Part } from '#records/evidence.ts'
import type { Mail, MailPolicy, MailRefusal, MailSnapshot } from './mail.ts'

type SnapshotPart = keyof MailSnapshot

type Value<P> = Extract<P, { readonly kind: 'known' }> extends { readonly value: infer T } ? T : never

type KnownParts<N extends SnapshotPart> = { readonly [P in N]: Value<MailSnapshot[P]> }

interface Ask {
  readonly mail: Mail
  readonly policy: MailPolicy
  readonly now: Date
}

/** What a check is asked with: the message, everything known, the book's limits and the moment. */
export interface MailAsk extends Ask {
  readonly snapshot: MailSnapshot
}

/** One look at a message. `unchecked`: what it needs could not be read, and the row of the table says what follows. */
export interface MailCheck<N extends SnapshotPart = SnapshotPart> {
  readonly needs: readonly N[]
  refuses(ask: MailAsk): (MailRefusal & { readonly unchecked?: true }) | undefined
}

/** Makes a check that sees exactly the parts it names, and refuses by itself when one of them is unreadable. Pure. */
export function check<const N extends SnapshotPart>(
  needs: readonly N[],
  refuses: (ask: Ask, known: KnownParts<N>) => MailRefusal | undefined,
): MailCheck<N> {
  return {
    needs,
    refuses: ({ snapshot, ...ask }) => {
      const gaps = needs.flatMap((name) => gapOf(name, snapshot[name]))
      if (gaps.length > 0)
        return {
          needed: `${needs.join(', ')} to be readable`,
          found: `could not check: ${gaps.join('; ')}`,
          unchecked: true,
        }
      return refuses(ask, valuesOf(snapshot, needs))
    },
  }
}

const gapOf = (name: string, part: Part<unknown>): string[] =>
  part.kind === 'unreadable' ? [`${name}: ${part.reason}`] : []

// TypeScript cannot follow a mapped type through Object.fromEntries; the overload says what the loop does.
function valuesOf<N extends SnapshotPart>(snapshot: MailSnapshot, needs: readonly N[]): KnownParts<N>
function valuesOf(snapshot: MailSnapshot, needs: readonly SnapshotPart[]): object {
  return Object.fromEntries(
    needs.flatMap((name) => {
      const part = snapshot[name]
      return part.kind === 'known' ? [[name, part.value] as const] : []
    }),
  )
}
