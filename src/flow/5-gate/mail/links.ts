import { getAllCountries } from 'countries-and-timezones'
import { LinkifyIt } from 'linkify-it'
import { asciiHost } from './host.ts'

/** Something that a mail program or a reader would follow. */
export interface Link {
  readonly start: number
  readonly end: number
  readonly raw: string
  /** The host in ASCII; undefined where the link has none that could be allowed. */
  readonly host: string | undefined
  readonly kind: 'web' | 'mail' | 'other'
  /** A bare host, with nothing before or behind it. */
  readonly isBare: boolean
  /** It carries more than a path: a query, a user, a port. */
  readonly carries: boolean
}

const word = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}_-]{0,80}[\p{L}\p{N}\p{M}])?`
const tail = String.raw`(?::\d+)?(?:[/?#\\][^\s<>"”“„»«]*)?`
const scheme = /(?<![\p{L}\p{N}])[a-z][a-z0-9+.-]{1,20}:[\\/]+[^\s<>"“”„»«]+/giu
const bareScheme =
  /(?<![\p{L}\p{N}])(?:(?:javascript|vbscript|livescript|mailto|tel|sms|callto|skype|facetime|whatsapp|slack|file|ftp|https?|hxxps?|wss?|ldap|magnet|intent|view-source|blob|about|jar|cid|x-[a-z-]+):[^\s<>"“”„»«]+|data:[a-z]+\/[a-z0-9.+-]+[;,][^\s]*|data:,\S*)/giu
const relative = /(?<![\p{L}\p{N}:\\/])(?:\/|\\){2,}[\p{L}\p{N}[][^\s<>"]*/giu
const mailbox = new RegExp(
  String.raw`[^\s@<>()[\],;:"“”„]{1,80}@(?:${word}\.){1,12}[\p{L}][\p{L}\p{N}-]+`,
  'giu',
)
const bareHost = new RegExp(
  String.raw`(?<![\p{L}\p{N}\p{M}_])(?:${word}\.){1,12}(?:xn--[a-z0-9-]+|\p{L}[\p{L}\p{M}]+)(?![\p{L}\p{N}_@])${tail}`,
  'giu',
)
const numeric =
  /(?<![\p{L}\p{N}.])(?:\d{1,3}\.){3}\d{1,3}(?![\p{L}\p{N}]|\.\d)(?::\d+)?(?:\/\S*)?|\b(?:localhost|[\w-]{1,63}):\d{2,5}\/\S+|\blocalhost:\d+/giu

// Ends of file names, units and the like: no top level of the DNS.
const noTop =
  /^(?:[jt]sx?|mjs|cjs|css|scss|csv|pdf|docx?|xlsx?|pptx?|txt|json|ya?ml|xml|html?|png|jpe?g|gif|svg|exe|dll|mp[34]|wav|log|bak|ini|toml|sql|php|asp|jsp|java|cpp|cs)$/i
// Products that are called like a host and are one to nobody who reads of them.
const products = /^(?:asp|vb|ado|ml)\.net$/i
const units = /^(?:am|pm|st|nd|rd|th|km|kg|cm|mm|mio|mrd|mln|uhr|tsd)$/i
const knownLong =
  /^(?:com|net|org|info|biz|edu|gov|io|ai|app|dev|xyz|online|site|shop|store|tech|cloud|click|link|top|club|live|example)$/i
const knownShort = new Set([
  ...Object.keys(getAllCountries()).map((code) => code.toLowerCase()),
  'uk',
  'eu',
  'su',
  'ac',
])
const isKnown = (top: string): boolean => knownLong.test(top) || knownShort.has(top.toLowerCase())
const linkify = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true, fuzzyIP: true, urlAuth: true })

/** A new sentence that began without a space is no host: `the team.We`. */
function isHost(host: string): boolean {
  const labels = host.split('.')
  const top = labels.at(-1) ?? ''
  if (noTop.test(top) || products.test(host)) return false
  if (labels.slice(0, -1).every((label) => /^\d+$/.test(label))) return isKnown(top) && !units.test(top)
  // `z.B`, `e.g`, `d.h`: letters with dots between them.
  if (labels.every((label) => label.length <= 2) && labels.some((label) => label.length === 1))
    return isKnown(top) && labels.length === 2
  const isNewSentence = /^\p{Lu}\p{Ll}+$/u.test(top) && /\p{Ll}$/u.test(labels.at(-2) ?? '')
  return !isNewSentence || isKnown(top)
}

interface Found {
  readonly 0: string
  readonly index: number
}

const trimmed = (raw: string): string => raw.replace(/[.,;:!?)\]}'’…]+$/u, '')

function link(kind: Link['kind'], { 0: found, index }: Found): Link {
  const raw = trimmed(found)
  const place = { start: index, end: index + raw.length, raw }
  if (kind === 'mail')
    return {
      ...place,
      kind,
      host: asciiHost(raw.slice(raw.lastIndexOf('@') + 1)),
      isBare: true,
      carries: false,
    }
  const text =
    /^[a-z][a-z0-9+.-]*:/i.test(raw) && !/^[^/]*\.[^/]*:\d/.test(raw)
      ? raw
      : `http://${raw.replace(/^[\\/]+/, '')}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isWeb = kind === 'web' && url !== undefined && /^https?:$/.test(url.protocol)
  return {
    ...place,
    kind: isWeb ? 'web' : 'other',
    host: isWeb ? url.hostname : undefined,
    isBare: /^[^/:?#\\]+$/.test(raw),
    carries:
      url === undefined ||
      url.username !== '' ||
      url.password !== '' ||
      url.port !== '' ||
      raw.includes('?') ||
      raw.includes('\\'),
  }
}

/** Every link of a text, in the order in which they stand; overlapping ones once. */
export function linksIn(text: string): readonly Link[] {
  // Nearly every sentence has a full stop; a link has a sign with something behind it.
  if (!/[.:@/\\][^\s]/u.test(text)) return []
  const found = [
    ...[...text.matchAll(mailbox)].map((match) => link('mail', match)),
    ...[...text.matchAll(scheme), ...text.matchAll(bareScheme)].map((match) => link('web', match)),
    ...[...text.matchAll(relative), ...text.matchAll(numeric)].map((match) => link('other', match)),
    ...[...text.matchAll(bareHost)].map((match) => link('web', match)).filter(isFollowed),
    ...(linkify.match(text) ?? [])
      .map(({ index, raw, schema }) => link(schema === 'mailto:' ? 'mail' : 'web', { 0: raw, index }))
      .filter(isFollowed),
  ]
  const once = found.filter(
    (one, at) => !found.slice(0, at).some(({ start, end }) => start <= one.start && one.end <= end),
  )
  return once.toSorted((a, b) => a.start - b.start)
}

const isFollowed = ({ raw, kind }: Link): boolean => {
  const [host = ''] = /^[^/:?#\\]*/.exec(raw) ?? []
  return kind !== 'web' || /^[^/:?#\\]*:?[\\/]{2}/.test(raw) || isHost(host)
}
