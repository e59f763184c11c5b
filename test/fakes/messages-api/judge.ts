import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { fileURLToPath } from 'node:url'
import { Ajv, type ErrorObject } from 'ajv'
import type { Judged } from './judged.ts'

/** Holds what goes over the wire against the SDK's own types. */
export interface Judge {
  /** What is wrong with the value, in words; undefined: nothing. */
  look(kind: keyof Judged, value: unknown): string | undefined
}

export const noJudge: Judge = { look: () => undefined }

const generator = fileURLToPath(new URL('../../../tools/messages-schemas.mjs', import.meta.url))

let opened: Promise<Judge> | undefined

/** One judge per process: reading and compiling the schemas takes a moment, making them (a new SDK) seconds. */
export const openJudge = (): Promise<Judge> => (opened ??= compile())

async function compile(): Promise<Judge> {
  const { stdout } = await promisify(execFile)(process.execPath, [generator], { maxBuffer: 64 * 1024 * 1024 })
  const schemas = JSON.parse(stdout) as {
    definitions: { Judged: { properties: Record<keyof Judged, object> } }
  }
  const ajv = new Ajv({ strict: false, allErrors: true, verbose: true, inlineRefs: false })
  ajv.addSchema(schemas, 'judged')
  const looks = new Map(
    Object.keys(schemas.definitions.Judged.properties).map((kind) => [
      kind,
      ajv.compile({ $ref: `judged#/definitions/Judged/properties/${kind}` }),
    ]),
  )
  return {
    look(kind, value) {
      const validate = looks.get(kind)
      if (validate === undefined) return `there is no schema for ${kind}`
      return validate(value) ? undefined : wordsOf(validate.errors ?? [])
    },
  }
}

/** What is wrong, without the branches of unions that the value does not mean by its `type`; the deepest of it. */
function wordsOf(errors: readonly ErrorObject[]): string {
  const meant = errors.filter((error) => error.keyword !== 'anyOf' && !isOtherBranch(error))
  const told = meant.length > 0 ? meant : errors
  const depth = (path: string) => path.split('/').length
  const deepest = Math.max(...told.map(({ instancePath }) => depth(instancePath)))
  const words = told
    .filter(({ instancePath }) => depth(instancePath) === deepest)
    .map(({ instancePath, message, params }) => {
      const { additionalProperty } = params as { additionalProperty?: string }
      return `${instancePath || 'the whole'} ${message ?? ''}${additionalProperty ? ` (${additionalProperty})` : ''}`
    })
  return [...new Set(words)].slice(0, 4).join('; ')
}

function isOtherBranch({ keyword, instancePath, parentSchema, data }: ErrorObject): boolean {
  if (keyword === 'const' && instancePath.endsWith('/type')) return true
  const { properties } = (parentSchema ?? {}) as { properties?: { type?: { const?: string } } }
  const type = properties?.type?.const
  return type !== undefined && type !== (data as { type?: unknown } | null)?.type
}
