import type { Dossier } from '#records/dossier.ts'
import type { ForeignMention } from '#records/evidence.ts'
import { bareName } from '../mentions.ts'
import { tokensIn } from '../tokens.ts'
import { rule } from '../rule.ts'
import { repairOf } from '../repair.ts'
import { quoted, textsIn, textsOf, type ProposedText } from '../texts.ts'

/**
 * Nothing of another account: not its domain, its people's addresses, a canary or what its facts alone say, however it is encoded, and its name only where the name
 * cannot mean anything else. The record's fields, the playbook and the sender's profile may name whom they like; what
 * stands in the activities may not, for that is where foreign text is pasted.
 */
export const foreignContent = rule({
  name: 'foreign-content',
  version: 2,
  needs: ['record', 'mentions', 'playbook', 'sender'],
  canOverride: true,
  objects: ({ action }, { accountId, draft }, { record, mentions, playbook, sender }) => {
    const texts = textsOf(action, draft)
    for (const mention of mentions.filter((one) => one.accountId !== accountId)) {
      const place = texts.find(({ text }) => isNamed(mention, text))
      if (place === undefined) continue
      if (mayStand(mention, own(record.dossier, [playbook, ...Object.values(sender)]))) continue
      return {
        needed: 'nothing that belongs to another account',
        found: `the ${mention.kind} ${quoted(mention.value)} of account ${mention.accountId}`,
        where: `${place.where}: ${quoted(place.text)}`,
        ...markOf(mention, place),
        ...repair(place, draft),
      }
    }
    return undefined
  },
})

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ')

/** All that may be named here, as one text: every field of the record, and our own texts. */
const own = ({ account, contacts, deals }: Dossier, more: readonly string[]): string =>
  [...[account, ...contacts, ...deals].flatMap(({ fields }) => textsIn(fields)), ...more]
    .map(plain)
    .join('\n')

const mayStand = ({ kind, value, isShared }: ForeignMention, ours: string): boolean =>
  ((kind === 'name' || kind === 'fact') && isShared) || (kind !== 'canary' && isNamed({ kind, value }, ours))

/** Names are said with and without their legal form. */
const isNamed = ({ kind, value }: Pick<ForeignMention, 'kind' | 'value'>, text: string): boolean =>
  stands(value, text) ||
  (kind === 'name' && stands(bareName(value), text)) ||
  ((kind === 'fact' || kind === 'canary') && tokensIn(text).includes(value))

/** Whether `value` stands in `text` as a whole: not as a part of a longer word or name. */
function stands(value: string, text: string): boolean {
  const [sought, within] = [plain(value), plain(text)]
  for (let at = within.indexOf(sought); at >= 0; at = within.indexOf(sought, at + 1)) {
    const [before, after] = [within.slice(0, at), within.slice(at + sought.length)]
    if (!/[\p{L}\p{N}]$/u.test(before) && !/^[\p{L}\p{N}]/u.test(after)) return true
  }
  return false
}

/** The value's place in the draft; the whole text where it is hidden or spelled otherwise. */
function markOf({ value }: ForeignMention, { text, where, sentence }: ProposedText) {
  if (sentence === undefined && where !== 'subject') return {}
  const at = text.toLowerCase().indexOf(value)
  const [start, end] = at < 0 ? [0, text.length] : [at, at + value.length]
  return { place: { sentence: sentence ?? null, start, end } }
}

function repair(place: ProposedText, draft: Parameters<typeof textsOf>[1]) {
  if (draft !== undefined && place.sentence !== undefined) return repairOf(draft, place.sentence)
  return place.where === 'subject' ? {} : { repair: { kind: 'drop-action' as const } }
}
