import providers from 'email-providers/all.json' with { type: 'json' }

// The list counts these as providers of mailboxes; they are domains that companies' people write from.
const companies = new Set(['example.com'])
const free = new Set(providers.filter((domain) => !companies.has(domain)))

/** Whether anybody can have a mailbox at this domain (ASCII, lower case). */
export const isFreeMail = (domain: string): boolean => free.has(domain)
