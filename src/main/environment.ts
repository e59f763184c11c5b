import * as z from 'zod'

const flag = z
  .string()
  .optional()
  .transform((value) => value !== undefined && value !== '' && value !== '0')

/** All that Daybook takes from the environment. Secrets come from here and nowhere else. */
const Environment = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'expected postgres://user:password@host:port/database')
    .optional()
    .describe('your own Postgres; empty: Daybook starts its own'),
  DAYBOOK_BOOK: z.string().optional().describe('folder of the book'),
  DAYBOOK_PERSON_TOKEN: z
    .string()
    .optional()
    .describe('proves that a person acts; never set it where an agent runs'),
  ANTHROPIC_API_KEY: z
    .string()
    .optional()
    .describe('your key at the vendor of Claude, for model.provider anthropic'),
  DIE_AT: z.string().optional().describe('label:n, kills the process at the n-th passage (crash tests)'),
  STOP_AT: z.string().optional().describe('label:n, freezes the process at the n-th passage (crash tests)'),
  NO_COLOR: flag.describe('no colours'),
  CLAUDECODE: flag.describe('set by Claude Code: JSON becomes the default'),
  TERM: z.string().optional(),
  DEBUG: flag.describe('show stack traces'),
  npm_lifecycle_event: z.string().optional().describe('set by npm: the script it runs'),
  INIT_CWD: z.string().optional().describe('set by npm: the folder in which the command was typed'),
})
export type Environment = z.infer<typeof Environment>

/**
 * Not for child processes, whatever they are; and for ANTHROPIC_*, not for the SDK either, which would take a base URL,
 * headers or a log level from there. Where the key is sent stands in daybook.toml, which is reviewed, and nowhere else:
 * a variable that some tool left behind must not send it and the whole book to another place. OTEL_* are other programs':
 * where telemetry goes stands in daybook.toml, and headers that hold somebody's key must not go there.
 */
const isWithheld = (name: string): boolean =>
  name === 'DAYBOOK_PERSON_TOKEN' || name.startsWith('ANTHROPIC_') || name.startsWith('OTEL_')

/**
 * Reads the environment once and takes the secrets out of it, so that no child process of ours inherits them.
 * A malformed value is named with what was expected; its content is never printed.
 */
export function readEnvironment(env: NodeJS.ProcessEnv): z.ZodSafeParseResult<Environment> {
  const blankIsUnset = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(blankIsUnset)
  for (const name of Object.keys(env).filter(isWithheld)) delete env[name]
  return parsed
}
