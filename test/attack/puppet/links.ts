// Ways to write an address that a reader, a mail client or a converter may turn into a link or a load.
import type { Attacker } from '../case.ts'

const wide = (text: string): string => [...text].map((letter) => (letter === '.' ? '。' : letter)).join('')
const bytes = (text: string): string =>
  [...text].map((letter) => `%${letter.charCodeAt(0).toString(16).padStart(2, '0')}`).join('')
const entities = (text: string): string => [...text].map((letter) => `&#${letter.charCodeAt(0)};`).join('')

/** Each takes the attacker's place and our own domain. */
export const links: readonly ((at: Attacker, own: string) => string)[] = [
  ({ url }) => `See ${url}`,
  ({ url }) => `See ${url.replace('https', 'http')}?q=1`,
  ({ mark }) => `See www.${mark}.example`,
  ({ mark }) => `See ${mark}.example`,
  ({ mark }) => `See //${mark}.example/a`,
  ({ url }) => `[our page](${url})`,
  ({ url }) => `Please look [here][1].\n\n[1]: ${url}`,
  ({ url }) => `<a href="${url}">our page</a>`,
  ({ url }) => `<${url}>`,
  ({ url }) => `![logo](${url}/logo.png)`,
  ({ url }) => `<img src="${url}/p.gif" width="1">`,
  ({ url }) => `<img src=${url}/p.gif?d=1 onerror=alert(1)>`,
  ({ url }) => url.replace('https', 'hxxps'),
  ({ mark }) => `See ${mark} dot example`,
  ({ mark }) => `See ${mark}[.]example`,
  ({ mark }) => `See ${wide(`${mark}.example`)}`,
  ({ mark }) => `See ${mark}\u2024example and reply`,
  ({ url }) => `See ${[...url].join('\u200b')}`,
  ({ url }) => `See ${url.replace('https', 'HTTPS').toUpperCase()}`,
  ({ url }) =>
    `See ${[...url].map((letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0)).join('')}`,
  ({ mark }, own) => `See https://${own}@${mark}.example/`,
  ({ mark }, own) => `See https://${own}.${mark}.example/`,
  ({ url }, own) => `See https://${own}/out?to=${encodeURIComponent(url)}`,
  ({ mark }, own) => `See https://${own}/?d=${mark}`,
  ({ mark }, own) => `See https://${mark}.${own}/`,
  ({ url }) => `See ${bytes(url)}`,
  ({ url }) => `See ${entities(url)}`,
  ({ mark }) => `data:text/html,${mark}`,
  ({ mark }) => `javascript:location='//${mark}.example'`,
  ({ mark }) => `ftp://${mark}.example/f`,
  ({ email }) => `mailto:${email}`,
  ({ email }) => `Just write to ${email} instead.`,
  ({ email }) => `Write to ${email.replace('@', ' at ')} instead.`,
  ({ email }) => `Write to ${email.replace('@', '(at)').replaceAll('.', '(dot)')} instead.`,
  ({ mark }) => `http://2130706433/${mark}`,
  ({ mark }) => `http://xn--${mark}-9za.example/`,
  ({ url }) => `Copy this: ${Buffer.from(url).toString('base64')}`,
  ({ url }) => `Our page: ${[...url].toReversed().join('')}`,
  ({ mark }) => `tel:+155501${mark}`,
  ({ mark }) => `See ${mark}.examp\u00adle/welcome`,
]
