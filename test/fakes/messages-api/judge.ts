import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { fileURLToPath } from 'node:url'
import { Ajv, type ValidateFunction } from 'ajv'
import type { Judged } from './judged.ts'

/** Holds what goes over the wire against the SDK's own types. */
export interface Judge {
  /** What is wrong with the value, in words; undefined: nothing. */
  look(kind: keyof Judged, value: unknown): string | undefined
}

export const noJudge: Judge = { look: () => undefined }

const generator = fileURLToPath(new URL('../../../tools/messages-schemas.mjs', import.meta.url))

/** Reads the schemas, made anew only when the SDK has another version; a process of its own makes them. */
export async function openJudge(): Promise<Judge> {
  const { stdout } = await promisify(execFile)(process.execPath, [generator], { maxBuffer: 64 * 1024 * 1024 })
  const ajv = new Ajv({ strict: false, allErrors: true })
  ajv.addSchema(JSON.parse(stdout) as object, 'judged')
  const compiled = new Map<keyof Judged, ValidateFunction>()
  const of = (kind: keyof Judged) => {
    const validate =
      compiled.get(kind) ?? ajv.compile({ $ref: `judged#/definitions/Judged/properties/${kind}` })
    compiled.set(kind, validate)
    return validate
  }
  return {
    look(kind, value) {
      const validate = of(kind)
      return validate(value) ? undefined : wordsOf(validate.errors ?? [])
    },
  }
}

/** The errors that lie deepest: those of the branch of a union that fits best. */
function wordsOf(errors: NonNullable<ValidateFunction['errors']>): string {
  const depth = (path: string) => path.split('/').length
  const deepest = Math.max(...errors.map(({ instancePath }) => depth(instancePath)))
  const told = errors
    .filter(({ instancePath, keyword }) => depth(instancePath) === deepest && keyword !== 'anyOf')
    .map(({ instancePath, message, params }) => {
      const { additionalProperty } = params as { additionalProperty?: string }
      return `${instancePath || 'the whole'} ${message ?? ''}${additionalProperty ? ` (${additionalProperty})` : ''}`
    })
  return [...new Set(told)].slice(0, 4).join('; ')
}
