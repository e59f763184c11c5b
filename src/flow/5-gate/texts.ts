import { cut } from '#base/seen-text.ts'
import type { Action, Draft } from '#records/action.ts'
import type { Json } from '#base/canonical.ts'
import type { Proposal } from '#records/proposal.ts'

/** A piece of proposed text and its place, in the reviewer's words. `sentence`: its index in the draft. */
export interface ProposedText {
  readonly where: string
  readonly text: string
  readonly sentence?: number
}

/** Everything an action would write or send, piece by piece; a `send-email` speaks through the draft. */
export function textsOf(action: Action, draft: Draft | undefined): readonly ProposedText[] {
  switch (action.kind) {
    case 'add-note':
    case 'add-task':
    case 'remember':
      return [{ where: action.kind, text: action.text }]
    case 'set-field':
    case 'observe':
      return textsIn(action.value).map((text) => ({ where: `field ${action.field}`, text }))
    case 'create-account':
    case 'create-contact':
      return Object.entries(action.fields).flatMap(([field, value]) =>
        textsIn(value).map((text) => ({ where: `field ${field}`, text })),
      )
    case 'settle-claim':
    case 'raise-flag':
      return [{ where: 'why', text: action.why }]
    case 'send-email':
      return draft === undefined ? [] : draftTexts(draft)
    case 'move-stage':
    case 'merge-suggestion':
    case 'none':
      return []
  }
}

/** All texts of a proposal that could leave or be kept. */
export const allTexts = ({ actions, draft }: Pick<Proposal, 'actions' | 'draft'>): readonly string[] =>
  actions.flatMap((action) => textsOf(action, draft).map(({ text }) => text))

const draftTexts = ({ subject, sentences }: Draft): readonly ProposedText[] => [
  { where: 'subject', text: subject },
  ...sentences.map(({ text }, sentence) => ({ where: `sentence ${sentence + 1}`, text, sentence })),
]

/** Every text inside a JSON value, however deep. */
export function textsIn(value: Json): readonly string[] {
  if (typeof value === 'string') return [value]
  if (value === null || typeof value !== 'object') return []
  return Object.values(value).flatMap(textsIn)
}

/** At most 120 characters of a foreign or proposed text, in quotes, for an objection. */
export const quoted = (text: string): string => `“${text.length > 120 ? `${cut(text, 119)}…` : text}”`

/** A JSON value as a reviewer reads it. */
export const shown = (value: Json | undefined): string =>
  value === undefined || value === null
    ? 'nothing'
    : typeof value === 'string'
      ? quoted(value)
      : JSON.stringify(value)
