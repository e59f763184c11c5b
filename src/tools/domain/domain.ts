import { parse } from 'tldts'
import { freeMailDomains, registrySuffixes, sharedHosts } from './shared-hosts.ts'

/**
 * What a cell says about whose domain it is. `owned`: the registrable domain, lower case, ASCII. `shared`: a fine
 * address, but on a host that is nobody's. `unusable`: no address of a company at all.
 */
export type FoundDomain =
  | { readonly kind: 'owned'; readonly domain: string; readonly note?: string }
  | { readonly kind: 'shared'; readonly host: string }
  | { readonly kind: 'unusable'; readonly reason: string }

const unusable = (reason: string): FoundDomain => ({ kind: 'unusable', reason })

// Names kept for tests and documents (RFC 2606): not on the public suffix list, and no mistake either.
const reserved: ReadonlySet<string> = new Set(['test', 'example', 'invalid'])

const legalWords = /\b(inc|incorporated|llc|ltd|limited|corp|corporation|gmbh|ag|sa|bv|plc|company|the)\b/g

/** A company's name as it is compared: small letters and digits only, without legal forms. May be empty. */
export const foldedName = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(legalWords, '')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')

// Product Hunt with producthunt.com owns it; a start-up with producthunt.com/posts/x, or another name, does not.
function ownsHost(bare: string, path: string, name: string | undefined): boolean {
  const label = bare.split('.')[0] ?? ''
  const spoken = foldedName(name ?? '')
  const isRoot = path === '' || path === '/'
  return isRoot && spoken !== '' && (spoken === label.replaceAll('-', '') || spoken === foldedName(bare))
}

const isShared = (host: string): boolean => {
  const labels = host.split('.')
  return labels.some((_label, i) => sharedHosts.has(labels.slice(i).join('.')))
}

function addressOf(text: string): { readonly url: URL; readonly note?: string } | undefined {
  const scheme = /^([a-z]{2,8}):\/*/i.exec(text)
  const isTypo = scheme !== null && !/^https?$/i.test(scheme[1] ?? '')
  if (isTypo && !/^h+t*p+s*$|^ttps?$/i.test(scheme[1] ?? '')) return undefined
  const rest = scheme === null ? text.replace(/^\/\//, '') : text.slice(scheme[0].length)
  if (!URL.canParse(`http://${rest}`)) return undefined
  const url = new URL(`http://${rest}`)
  return isTypo ? { url, note: `read ${scheme[0]} as http://` } : { url }
}

/** The company's domain behind a website or domain cell. `name` decides who owns a shared host. */
export function domainOf(cell: string, name?: string): FoundDomain {
  const text = cell.trim()
  if (/^[a-z]*:?\/*$/i.test(text) && /[:/]/.test(text)) return unusable('an address without a host')
  if (/\s|,|;/.test(text)) return unusable('more than one address, or words')
  if (text.includes('@')) return unusable('an e-mail address, not a website')
  const found = addressOf(text)
  if (found === undefined) return unusable('no web address')
  const host = found.url.hostname.replace(/\.$/, '')
  const parsed = parse(host, { allowPrivateDomains: true })
  if (parsed.isIp === true) return unusable('a numeric address, not a domain')
  const suffix = parsed.publicSuffix ?? ''
  const isListed = parsed.isIcann === true || parsed.isPrivate === true || reserved.has(suffix)
  if (!isListed) return unusable(`no known ending of a domain: .${suffix}`)
  const isPrivate = parsed.isPrivate === true && !registrySuffixes.has(suffix)
  if (isPrivate || isShared(host)) {
    const bare = host.replace(/^www\./, '')
    const isTheHost = bare === suffix || sharedHosts.has(bare)
    const isOwner = isTheHost && ownsHost(bare, found.url.pathname, name)
    return isOwner ? { kind: 'owned', domain: bare } : { kind: 'shared', host }
  }
  if (parsed.domain === null) return unusable('a public ending, not a domain')
  const { domain } = parsed
  return found.note === undefined ? { kind: 'owned', domain } : { kind: 'owned', domain, note: found.note }
}

const addressShape = /^[^\s@<>(),;:"[\]]+@[^\s@<>(),;:"[\]]+\.[^\s@<>(),;:"[\].]+$/

/** The address in a cell, lower case, without display name or mailto:; undefined if there is none or more than one. */
export function emailOf(cell: string): string | undefined {
  const inner = /^[^<>]*<([^<>]+)>$/.exec(cell.trim())?.[1] ?? cell.trim()
  const address = inner
    .replace(/^mailto:/i, '')
    .trim()
    .toLowerCase()
  return address.length <= 254 && addressShape.test(address) ? address : undefined
}

/** The company's domain behind an e-mail address; undefined for mail providers and shared hosts. */
export function domainOfEmail(address: string): string | undefined {
  const host = address.slice(address.lastIndexOf('@') + 1)
  if (freeMailDomains.has(host)) return undefined
  const found = domainOf(host)
  return found.kind === 'owned' && !freeMailDomains.has(found.domain) ? found.domain : undefined
}
