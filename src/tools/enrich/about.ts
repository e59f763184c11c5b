import { VendorFault, type CompanyQuestion, type VendorAnswer } from '#ports/enrichment.ts'
import { domainOf } from '#tools/domain/domain.ts'

// Is this answer about the company that was asked for? A vendor that mixes two companies up is worse than one that says
// nothing, so in doubt the answer is dropped whole.

/** The registrable domain, lower case, without protocol and `www.`; undefined when there is none of a company's own. */
export function companyDomain(cell: string | undefined, name?: string): string | undefined {
  if (cell === undefined || cell.trim() === '') return undefined
  const found = domainOf(cell, name)
  return found.kind === 'owned' ? found.domain : undefined
}

// Words that many companies carry: sharing one of them says nothing.
const common = new Set(
  (
    'inc incorporated llc ltd limited corp corporation gmbh ag kg ug se sa sas sarl srl spa bv nv ab as oy plc co company ' +
    'group holding holdings international global the and und et de la el partners solutions services systems technologies'
  ).split(' '),
)

/** Latin words and runs of other letters, folded; a name in two scripts gives words of both. */
const wordsOf = (name: string): readonly string[] =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{Script=Latin}\p{N}]+|[^\p{Script=Latin}\P{L}]+/gu) ?? []

const distinctive = (name: string): readonly string[] =>
  wordsOf(name).filter((word) => word.length > 1 && !common.has(word))

/** Whether two names may be one company's: they share a word that not everybody carries, or run the words together. */
function mayBeOne(a: string, b: string): boolean {
  const [ours, theirs] = [distinctive(a), distinctive(b)]
  // Nothing distinctive to compare: "The Group" is as it is written.
  if (ours.length === 0 || theirs.length === 0) return wordsOf(a).join('') === wordsOf(b).join('')
  return ours.some((word) => theirs.includes(word)) || ours.join('') === theirs.join('')
}

/** Not the company asked for. It cost what it cost; another attempt would say the same. */
class OtherCompany extends VendorFault {
  override readonly name = 'OtherCompany'
  readonly isFinal = true
}

/** The answer itself, or a fault: what another company's data would do here is worse than a gap. */
export function aboutTheRightOne(
  vendor: string,
  question: CompanyQuestion,
  answer: VendorAnswer,
): VendorAnswer {
  const { domain, name } = answer.about
  const isSameDomain = question.domain === undefined || companyDomain(domain, name) === question.domain
  const isSameName =
    question.name === undefined || name === undefined
      ? question.domain !== undefined
      : [question.name, ...(question.alsoKnownAs ?? [])].some((ours) => mayBeOne(ours, name))
  if (isSameDomain && isSameName) return answer
  throw new OtherCompany('nonsense', `${vendor} answered about another company`, {
    microUsd: answer.microUsd,
  })
}
