/** The spellings under which one mailbox may be listed, lower case: as written, and without a `+tag`. */
export function addressForms(email: string): readonly string[] {
  const address = email.trim().toLowerCase()
  const untagged = address.replace(/\+[^@]*@/, '@')
  return untagged === address ? [address] : [address, untagged]
}

// RFC 1035: whatever is longer is no domain.
const longestHost = 253

/**
 * A domain (bare, in a web address or in an e-mail address) and the domains above it, lower case, without `www.`:
 * `mail.acme.example` is also `acme.example`. The bare top level is left out. Nothing for text that holds no domain.
 */
export function domainForms(text: string): readonly string[] {
  const host = /^(?:[a-z]+:\/\/)?(?:[^@/\s]*@)?(?:www\.)?([^\s/:?#@]+\.[^\s/:?#@]+)/i.exec(text.trim())?.[1]
  if (host !== undefined && host.length > longestHost) return []
  const labels = host?.toLowerCase().replace(/\.$/, '').split('.') ?? []
  return labels.slice(0, -1).map((_label, from) => labels.slice(from).join('.'))
}
