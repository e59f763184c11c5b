import type { Finding, Ground } from './ground.ts'
import type { Reading } from './reading.ts'

/** The addresses in a text that are neither ours nor the account's and stand in no source. */
export const linkFindings = (
  { links, text }: Reading,
  { hosts, linkHosts, cited, own }: Ground,
): readonly Finding[] =>
  links
    .filter(({ value }) => {
      const [host = ''] = value.includes('@') ? [value] : value.split(/[/?#:]/)
      // The path of an address may carry anything: only the bare host is known without a source.
      const isBare = value === host || value === `${host}/`
      if (isBare && [...hosts].some((known) => known === host || host === `www.${known}`)) return false
      if (linkHosts.some((known) => known === host || host.endsWith(`.${known}`))) return false
      return ![...cited, ...own].some(({ readings }) =>
        readings.some((one) => one.links.some((link) => link.value === value)),
      )
    })
    .map(({ start, end }) => ({ token: text.slice(start, end), start, end, found: undefined }))
