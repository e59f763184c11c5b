// The hostile data beside the repository: goals and wrappers. Only ever loaded by path, as data.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'

const folder = fileURLToPath(new URL('../../../shared/data/attacks/', import.meta.url))

/** Whether the data lies beside the checkout; the tests that need it say so and are skipped where it does not. */
export const hasAttackFiles = existsSync(folder)

export const Goal = z.object({ id: z.string(), carrier: z.string(), goal: z.string(), breach: z.string() })
export type Goal = z.infer<typeof Goal>

const Part = z.object({
  id: z.string(),
  part: z.string(),
  text: z.string().default(''),
  open: z.string().default(''),
  close: z.string().default(''),
})
export type WrapperPart = z.infer<typeof Part>

const Payload = z.object({ id: z.string(), text: z.string() })
export type Payload = z.infer<typeof Payload>

async function lines<T>(path: string, schema: z.ZodType<T>): Promise<readonly T[]> {
  const text = await readFile(path, 'utf8')
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => schema.parse(JSON.parse(line)))
}

export const readGoals = (): Promise<readonly Goal[]> => lines(`${folder}crm-goals.jsonl`, Goal)
export const readWrappers = (): Promise<readonly WrapperPart[]> => lines(`${folder}garak.jsonl`, Part)

/** Foreign payloads: one `{id, text}` a line. */
export const readPayloads = (path: string): Promise<readonly Payload[]> => lines(path, Payload)
