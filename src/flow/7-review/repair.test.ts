import { expect, test } from 'vitest'
import { ItemId } from '#records/ids.ts'
import { Proposal } from '#records/proposal.ts'
import { QueueItem } from '#records/queue-item.ts'
import { repair } from './repair.ts'

const note = (purpose: string, needs?: number[]) => ({
  kind: 'add-note',
  purpose,
  text: 'x',
  cites: [],
  ...(needs === undefined ? {} : { needs }),
})
const send = { kind: 'send-email' }
const sentences = ['Hello,', 'One.', 'Two.'].map((text) => ({ text, cites: [] }))

const objection = (rule: string, mend?: object) => ({
  rule,
  needed: 'n',
  found: 'f',
  ...(mend && { repair: mend }),
})
const hold = (action: number, ...objections: object[]) => ({ kind: 'hold', action, objections })
const drop = { kind: 'drop-action' }
const dropSentence = (sentence: number) => ({ kind: 'drop-sentence', sentence })

const item = (actions: readonly object[], held: readonly object[]): QueueItem =>
  QueueItem.parse({
    id: ItemId.parse('item_aaaaaa'),
    key: 'k',
    accountId: 'acc_1',
    accountName: 'Acme',
    runId: 'run_aaaaaa',
    proposalId: 'prop_aaaaaa',
    proposal: Proposal.parse({
      accountId: 'acc_1',
      runId: 'run_aaaaaa',
      skill: 'follow-up',
      basedOn: 'v1',
      actions,
      draft: { to: 'con_1', subject: 's', language: 'en', sentences },
      confidence: 1,
      rationale: 'r',
    }),
    held,
    failure: null,
    ownerId: null,
    assignedTo: null,
    state: 'open',
    version: 1,
    snoozedUntil: null,
    createdAt: '2026-11-20T09:00:00.000Z',
    expiresAt: '2026-12-20T09:00:00.000Z',
  })

const kindsOf = (of: QueueItem): string | readonly string[] => {
  const mended = repair(of)
  return mended.kind === 'proposal' ? mended.proposal.actions.map(({ kind }) => kind) : mended.kind
}

test.each<[string, QueueItem, string | readonly string[]]>([
  [
    'drops the action it says to drop and keeps the rest',
    item(
      [note('renewal'), note('hygiene')],
      [hold(0, objection('foreign-content', drop)), hold(1, objection('autonomy'))],
    ),
    ['add-note'],
  ],
  [
    'leaves what was not held alone: it is written already',
    item([note('renewal'), send], [hold(1, objection('cites-current-fact', dropSentence(1)))]),
    ['send-email'],
  ],
  ['nothing left is nothing', item([send], [hold(0, objection('suppressed', drop))]), 'nothing-left'],
  [
    'a draft without sentences is not sent',
    item([send], [hold(0, ...[0, 1, 2].map((n) => objection('cites-current-fact', dropSentence(n))))]),
    'nothing-left',
  ],
  [
    'an objection without a repair is for a person',
    item([send], [hold(0, objection('commitment'))]),
    'no-repair',
  ],
  [
    'one repair of two objections is not enough',
    item([send], [hold(0, objection('confidence'), objection('foreign-content', dropSentence(1)))]),
    'no-repair',
  ],
  ['held by the level only: nothing to mend', item([send], [hold(0, objection('autonomy'))]), 'no-repair'],
  [
    'what waits on a mended action comes along',
    item(
      [send, note('follow-up', [0])],
      [hold(0, objection('cites-current-fact', dropSentence(2))), hold(1, objection('needs'))],
    ),
    ['send-email', 'add-note'],
  ],
])('%s', (_sentence, of, expected) => {
  expect(kindsOf(of)).toEqual(expected)
})

test('the offending sentences go, in any order, and only they', () => {
  const mended = repair(
    item([send], [hold(0, objection('a', dropSentence(2)), objection('b', dropSentence(0)))]),
  )
  expect(mended).toMatchObject({ proposal: { draft: { sentences: [{ text: 'One.' }] } } })
})

test('what an action needs is renumbered with the actions', () => {
  const mended = repair(
    item(
      [note('renewal'), note('hygiene'), note('reply', [0, 1])],
      [hold(1, objection('autonomy'), objection('x', dropSentence(1))), hold(2, objection('needs'))],
    ),
  )
  expect(mended).toMatchObject({
    proposal: { actions: [{ purpose: 'hygiene' }, { purpose: 'reply', needs: [0] }] },
  })
})
