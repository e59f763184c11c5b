import { domainForms } from '#records/addresses.ts'
import type { Dossier } from '#records/dossier.ts'
import { textOf } from '#records/fields.ts'
import type { SenderProfile } from '#records/sender.ts'
import { asciiHost } from './host.ts'
import type { AllowedLinks } from './link-fault.ts'

interface Parties {
  readonly sender: SenderProfile
  readonly linkHosts: readonly string[]
  readonly dossier: Dossier
}

const hostOf = (text: string | undefined): readonly string[] => {
  const host = asciiHost(text ?? '')
  return host === undefined ? [] : [host]
}

const ownHosts = ({ account }: Dossier): readonly string[] =>
  ['domain', 'website'].flatMap((name) => {
    const written = textOf(account.fields, name)
    const [host] = domainForms(written ?? '')
    return host === undefined ? [] : [...hostOf(host), ...hostOf(`www.${host}`)]
  })

const ours = ({ sender, linkHosts }: Parties): readonly string[] => [
  ...linkHosts.flatMap(hostOf),
  ...hostOf(sender.domain),
  ...hostOf(`www.${sender.domain}`),
]

/**
 * What a message may link to: allowed hosts and our own domain. A mail program makes a link of every host it is told, so
 * the account's own may not stand there either, but where the account is called so: `How does Cal.com plan?`
 */
export function linksOfMail(parties: Parties): AllowedLinks {
  const own = ownHosts(parties.dossier)
  const name = hostOf(textOf(parties.dossier.account.fields, 'name'))
  return {
    hosts: new Set(ours(parties)),
    addresses: new Set([parties.sender.email.toLowerCase()]),
    named: new Set(name.filter((host) => own.includes(host))),
  }
}

/** What our own records may name: also the account's hosts, and the addresses of its people. */
export function linksOfRecord(parties: Parties): AllowedLinks {
  const emails = parties.dossier.contacts.flatMap(({ fields }) => textOf(fields, 'email') ?? [])
  return {
    hosts: new Set([...ours(parties), ...ownHosts(parties.dossier)]),
    addresses: new Set([parties.sender.email, ...emails].map((email) => email.toLowerCase())),
    named: new Set(),
  }
}
