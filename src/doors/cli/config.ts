import type { Command } from 'commander'
import * as z from 'zod'
import { BookConfig } from '#records/config.ts'
import type { Cli } from './cli.ts'

interface Explained {
  readonly key: string
  readonly value: z.core.util.JSONType
  readonly origin: 'daybook.toml' | 'default' | 'environment' | 'flag' | 'found'
  readonly meaning: string
}

const Table = z.record(z.string(), z.json())
const tableOf = (value: unknown): Readonly<Record<string, z.core.util.JSONType>> | undefined =>
  Array.isArray(value) ? undefined : Table.safeParse(value).data

const Described = z.object({
  properties: z.record(z.string(), z.unknown()).optional(),
  description: z.string().optional(),
})

/** Every value of the settings with where it came from, in the order of the schema. */
export function explain(config: BookConfig, given: unknown): readonly Explained[] {
  const walk = (
    value: unknown,
    said: unknown,
    at: { path: readonly string[]; schema: unknown },
  ): readonly Explained[] => {
    const schema = Described.safeParse(at.schema).data ?? {}
    const inner = tableOf(value)
    if (inner !== undefined && Object.keys(inner).length > 0)
      return Object.entries(inner).flatMap(([key, member]) =>
        walk(member, tableOf(said)?.[key], { path: [...at.path, key], schema: schema.properties?.[key] }),
      )
    return [
      {
        key: at.path.join('.'),
        value: z.json().parse(value),
        origin: said === undefined ? 'default' : 'daybook.toml',
        meaning: schema.description ?? '',
      },
    ]
  }
  return walk(config, given, { path: [], schema: z.toJSONSchema(BookConfig, { io: 'input' }) })
}

const line = ({ key, value, origin, meaning }: Explained): string =>
  `${key} = ${JSON.stringify(value)}  [${origin}]${meaning === '' ? '' : `  ${meaning}`}`

/** `daybook config`: the settings in force, with each value's origin. Secrets are never part of them. */
export function registerConfig(program: Command, cli: Cli): void {
  program
    .command('config')
    .description('the settings in force; --explain adds where each value comes from')
    .option('--explain', "each value's origin and meaning")
    .option('--schema', 'the JSON Schema of daybook.toml')
    .action(async (flags: { explain?: true; schema?: true }) => {
      if (flags.schema === true) {
        const schema = z.toJSONSchema(BookConfig, { io: 'input' })
        cli.print.result(schema, JSON.stringify(schema, null, 2))
        return
      }
      const { config, given, folder, origin, ownDatabase } = await cli.readConfig()
      const items: readonly Explained[] = [
        { key: 'book', value: folder, origin, meaning: 'the folder of this book' },
        {
          key: 'database',
          value: ownDatabase ? 'DATABASE_URL' : 'built-in',
          origin: ownDatabase ? 'environment' : 'default',
          meaning: 'where the state lives; the address itself is not shown',
        },
        ...explain(config, given),
      ]
      cli.print.result(
        { items },
        flags.explain === true ? items.map(line).join('\n') : JSON.stringify(config, null, 2),
      )
    })
}
