import * as z from 'zod'
import { args, tool } from '../tool.ts'

/** The sales team's own rules for accounts at this stage. */
export const playbook = tool({
  name: 'playbook',
  description: 'The section of the team playbook for accounts at this stage.',
  input: args({}),
  output: z.object({ stage: z.string(), playbook: z.string() }),
  find: ({ brief }) => ({ tainted: false, value: { stage: brief.stage, playbook: brief.playbook } }),
})
