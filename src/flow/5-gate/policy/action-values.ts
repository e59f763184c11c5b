import type { Action, Draft } from '#records/action.ts'
import { citesOf } from '../cites.ts'
import { textsOf } from '../texts.ts'
import { asText, bounded } from './bounded.ts'
import type { View } from './names.ts'
import { view } from './views.ts'

/** The action being judged; what its kind does not have is empty. */
export function actionView(action: Action, draft: Draft | undefined): View<'Action'> {
  const value = 'value' in action ? action.value : null
  return view('Action', {
    kind: action.kind,
    object: objectOf(action),
    field: 'field' in action ? action.field : '',
    value: asText(value),
    number: typeof value === 'number' ? value : 0,
    to: action.kind === 'move-stage' ? action.to : '',
    purpose: 'purpose' in action ? action.purpose : '',
    due: action.kind === 'add-task' ? (action.due ?? '') : '',
    flag: action.kind === 'raise-flag' ? action.flag : '',
    topic: action.kind === 'remember' ? action.topic : '',
    text: lines(textsOf(action, draft).map(({ text }) => text)),
    cites: citesOf(action, draft).length,
  })
}

const objectOf = (action: Action): string =>
  action.kind === 'set-field' ? action.object.object : action.kind === 'observe' ? action.subject.object : ''

export const draftView = (draft: Draft | undefined): View<'Draft'> =>
  view('Draft', {
    exists: draft !== undefined,
    subject: draft?.subject ?? '',
    text: draft === undefined ? '' : lines([draft.subject, ...draft.sentences.map(({ text }) => text)]),
    language: draft?.language ?? '',
    sentences: (draft?.sentences ?? []).map(({ text, cites }) =>
      view('Sentence', { text, cites: cites.length }),
    ),
  })

const lines = (texts: readonly string[]): string => bounded(texts.join('\n'))
