import { canonicalJson } from '#base/canonical.ts'
import type { Message } from './conversation.ts'

/**
 * A message as text, to be compared. The moments at which things were read say nothing about what was read, and stand in
 * it as `*`. Quotes inside quoted words are escaped, so that nobody's words are taken for one.
 */
export const spelled = (message: Message | undefined): string =>
  canonicalJson(message).replaceAll(/\\"(now|asOf)\\":\\"\d{4}-[\d:.TZ-]+\\"/g, '"$1":"*"')
