import { asciiHost, looksLikeAnother } from './host.ts'

/** One plain mailbox, lower case, its domain in ASCII; or why the text is none. */
export type Address =
  | { readonly kind: 'address'; readonly local: string; readonly domain: string }
  | { readonly kind: 'not-plain'; readonly why: string }

const refused: readonly (readonly [RegExp, string])[] = [
  [/[\p{Cc}\p{Zl}\p{Zp}]/u, 'a control character stands in it'],
  [/[\p{Cf}\p{Variation_Selector}]/u, 'an invisible character stands in it'],
  [/[<>]/, 'a display name or angle brackets stand in it'],
  [/[,;]/, 'it holds more than one address'],
  [/\s/u, 'a space stands in it'],
  [/["()[\]\\]/, 'quotes, brackets or a comment stand in it'],
  [/^mailto:/i, 'it is a link'],
  [/@[^@]*@/, 'it holds more than one @'],
]
// `%` and `!` route through another mailbox on old servers.
const localPart = /^[a-z0-9#$&'*+/=?^_`{|}~-]+(?:\.[a-z0-9#$&'*+/=?^_`{|}~-]+)*$/
const hostName = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/

const notPlain = (why: string): Address => ({ kind: 'not-plain', why })

/** Parses one e-mail address, alone and plain: no name beside it, nothing that another reader could take otherwise. */
export function plainAddress(text: string): Address {
  const bad = refused.find(([pattern]) => pattern.test(text))
  if (bad !== undefined) return notPlain(bad[1])
  const [local = '', written] = text.toLowerCase().split('@')
  if (written === undefined) return notPlain('it has no @')
  if (!/^[\0-\x7f]*$/.test(local)) return notPlain('its mailbox is not written in plain letters')
  if (local.length > 64 || !localPart.test(local)) return notPlain('its mailbox is not a plain one')
  const domain = asciiHost(written)
  if (domain === undefined || domain.length > 253 || !hostName.test(domain))
    return notPlain('its domain is none')
  if (looksLikeAnother(written)) return notPlain('its domain looks like another one')
  return { kind: 'address', local, domain }
}

/** The form under which two spellings of one mailbox are equal: lower case, no tag, domain in ASCII. */
export function sameMailbox(text: string): string {
  const address = text.normalize('NFKC').trim().toLowerCase()
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1)
  return `${address.slice(0, Math.max(at, 0)).replace(/\+.*$/, '')}@${asciiHost(domain) ?? domain}`
}
