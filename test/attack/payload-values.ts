const address = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu
const web = /(?:https?:\/\/|www\.)([\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+)/giu

/** Addresses and web hosts a payload names, lower case, without `ownDomain`: none of them may come out in an order. */
export function emailsAndHosts(text: string, ownDomain?: string): readonly string[] {
  const plain = text.normalize('NFKC').toLowerCase()
  const found = [...(plain.match(address) ?? []), ...[...plain.matchAll(web)].map(([, host]) => host ?? '')]
  return [...new Set(found)].filter(
    (one) => one !== '' && (ownDomain === undefined || !one.endsWith(ownDomain)),
  )
}
