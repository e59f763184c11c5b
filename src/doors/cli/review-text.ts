import type { Action } from '#records/action.ts'
import type { Fact } from '#records/fact.ts'
import type { Objection, Repair } from '#records/objection.ts'
import type { QueueItem } from '#records/queue-item.ts'
import { draftLines } from './draft-text.ts'

/** An action in the words of a reviewer. */
export function actionInWords(action: Action): string {
  switch (action.kind) {
    case 'set-field':
      return `set ${action.field} of the ${action.object.object} to ${JSON.stringify(action.value)}`
    case 'move-stage':
      return `move the deal ${action.deal} to ${action.to}`
    case 'add-note':
      return `add a note (${action.purpose}): ${action.text}`
    case 'add-task':
      return `add a task (${action.purpose}${action.due === undefined ? '' : `, due ${action.due}`}): ${action.text}`
    case 'create-contact':
    case 'create-account':
      return `${action.kind.replace('-', ' ')}: ${JSON.stringify(action.fields)}`
    case 'observe':
      return `keep ${action.field} = ${JSON.stringify(action.value)}, from "${action.quote}"`
    case 'settle-claim':
      return `settle ${action.field} with ${action.pick}: ${action.why}`
    case 'raise-flag':
      return `raise the flag ${action.flag} until ${action.until}: ${action.why}`
    case 'remember':
      return `remember (${action.topic}): ${action.text}`
    case 'merge-suggestion':
      return `suggest a merge with ${action.duplicateOf}`
    case 'send-email':
      return 'send the draft below'
    case 'none':
      return `nothing: ${action.reason}`
  }
}

const objectionsOf = (item: QueueItem): readonly Objection[] =>
  item.held.flatMap((said) => (said.kind === 'hold' ? said.objections : []))

/** The rules that hold an item, each once, in the order they were tried. */
export const rulesOf = (item: QueueItem): readonly string[] => [
  ...new Set(objectionsOf(item).map(({ rule }) => rule)),
]

const whyHeld = (item: QueueItem): string =>
  item.failure === null ? rulesOf(item).join(', ') : `failed: ${item.failure}`

function fixInWords(repair: Repair): string {
  switch (repair.kind) {
    case 'drop-sentence':
      return `drop sentence ${repair.sentence + 1}`
    case 'drop-action':
      return 'drop this action'
    case 'replace-sentence':
      return `sentence ${repair.sentence + 1} becomes: ${repair.text}`
    case 'replace-subject':
      return `the subject becomes: ${repair.text}`
  }
}

const repairInWords = ({ repair }: Objection): readonly string[] => {
  if (repair === undefined) return []
  return [`      prepared fix: ${fixInWords(repair)}`]
}

const objectionLines = (objection: Objection): readonly string[] => [
  `    stopped by ${objection.rule}${objection.where === undefined ? '' : ` at ${objection.where}`}`,
  `      needed: ${objection.needed}`,
  `      found:  ${objection.found}`,
  ...repairInWords(objection),
]

/** One item in one line of the list. */
export const itemLine = (item: QueueItem): string => {
  const snoozed = item.snoozedUntil === null ? '' : ` until ${item.snoozedUntil}`
  return `${item.id}  ${item.state}${snoozed}  ${item.createdAt.slice(0, 10)}  ${item.accountName}: ${whyHeld(item)}`
}

const hasRepair = (item: QueueItem): boolean =>
  item.held.some((said) => said.kind === 'hold' && said.objections.some(({ repair }) => repair !== undefined))

function nextCommands(item: QueueItem, canOverride: (said: Objection) => boolean): readonly string[] {
  if (item.state !== 'open' && item.state !== 'snoozed') return []
  const reject = `  daybook review reject ${item.id} --reason "…"`
  if (item.failure !== null) return ['Next:', '  daybook run', reject]
  return [
    'Next:',
    ...(hasRepair(item) ? [`  daybook review fix ${item.id}`] : []),
    ...(objectionsOf(item).every(canOverride) ? [`  daybook review approve ${item.id} --reason "…"`] : []),
    `  daybook review edit ${item.id} --file proposal.json`,
    reject,
  ]
}

/** The actions the gate let through: without them the numbers of the held ones begin anywhere. */
function notHeld({ proposal, held }: QueueItem): readonly string[] {
  const isHeld = new Set(held.flatMap(({ kind, action }) => (kind === 'hold' ? [action] : [])))
  const lines = (proposal?.actions ?? []).flatMap((action, at) =>
    isHeld.has(at) ? [] : [`  ${at + 1}. ${actionInWords(action)}`],
  )
  return lines.length === 0 ? [] : ['Not held:', ...lines]
}

/** A whole item: which account, which action, which rule stopped it, the draft with its facts, what to do next. */
export function itemText(
  item: QueueItem,
  facts: ReadonlyMap<string, Fact>,
  canOverride: (said: Objection) => boolean,
): string {
  const { proposal } = item
  const held = item.held.flatMap((said) => {
    const action = proposal?.actions[said.action]
    if (said.kind !== 'hold' || action === undefined) return []
    return [
      `  ${said.action + 1}. ${actionInWords(action)}`,
      ...said.objections.flatMap((one) => objectionLines(one)),
    ]
  })
  const draft = proposal?.draft
  return [
    `${item.accountName} (${item.accountId})`,
    `${item.id}, version ${item.version}, ${item.state}, owner ${item.assignedTo ?? item.ownerId ?? 'nobody'}, waits since ${item.createdAt.slice(0, 10)}, expires ${item.expiresAt.slice(0, 10)}`,
    '',
    ...(item.failure === null ? ['Held:', ...held, ...notHeld(item)] : [`Failed twice: ${item.failure}`]),
    ...(draft === undefined
      ? []
      : ['', `Draft to ${draft.to}: ${draft.subject}`, ...draftLines(draft.sentences, facts)]),
    ...(proposal === null ? [] : ['', `Why it was proposed: ${proposal.rationale}`]),
    '',
    ...nextCommands(item, canOverride),
  ].join('\n')
}
