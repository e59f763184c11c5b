import { rule } from '../rule.ts'

/**
 * The book's own rules can be read. Each of them then speaks for itself, as `policy:<name>` (see ../policy/). While they
 * cannot be read nobody knows what they would hold, so there is no override.
 */
export const policy = rule({
  name: 'policy',
  version: 1,
  needs: ['policies'],
  canOverride: false,
  objects: () => undefined,
})
