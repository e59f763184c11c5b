import { runCli } from '#doors/cli/program.ts'
import { openHost } from './host.ts'

process.exitCode = await runCli(process.argv.slice(2), openHost)
