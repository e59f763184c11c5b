import { claim } from '../fakes/gate-case.ts'

/** Where the values stand that the proposals of these tests write. */
export const saidSomewhere = {
  claims: [claim('industry', 'Industrial robotics', 'atlas'), claim('country', 'Germany', 'atlas')],
  answers: [
    {
      ref: 'act_7',
      tool: 'timeline',
      text: 'Write to Ben, Ben@acme.example, or to A., anna@acme.example.',
      tainted: false,
    },
  ],
}
