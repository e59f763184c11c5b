import type { Fact } from '#records/fact.ts'

/** A sentence of a draft and the facts it stands on. */
interface Sentence {
  readonly text: string
  readonly cites: readonly string[]
}

const shown = ({ field, value, source, observedAt, tainted }: Fact): string =>
  `${field} = ${JSON.stringify(value)} (${source}, ${observedAt.slice(0, 10)}${tainted ? ', an outsider’s words' : ''})`

/** The draft sentence by sentence, each with its facts under it. */
export const draftLines = (
  sentences: readonly Sentence[],
  facts: ReadonlyMap<string, Fact>,
): readonly string[] =>
  sentences.flatMap(({ text, cites }, index) => [
    `  ${index + 1}. ${text}`,
    ...cites.map((id) => {
      const fact = facts.get(id)
      return `       ${id}: ${fact === undefined ? 'not known' : shown(fact)}`
    }),
  ])

/** The text a recipient reads. */
export const plainText = (sentences: readonly Sentence[]): string =>
  sentences.map(({ text }) => text).join('\n\n')
