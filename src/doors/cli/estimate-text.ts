import type { Estimate } from '#orchestrator/budget/estimate.ts'

/** A whole number with its thousands apart. */
export const grouped = (count: number): string => String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',')

/** The estimate in two lines, for a plan and before a paid run. */
export function estimateText(estimate: Estimate): string {
  const { modelCalls, inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens, usd, model } = estimate
  const mails = estimate.mails === 0 ? '' : `, ${grouped(estimate.mails)} of them for new mail`
  const input = inputTokens + cacheReadTokens + cacheWriteTokens
  const money = model === 'offline' ? 'USD 0 (offline model)' : `about USD ${usd.toFixed(2)} (${model})`
  return [
    `About ${grouped(modelCalls)} model calls${mails}, ${grouped(input)} tokens in (${grouped(cacheReadTokens)} of them cached), ${grouped(outputTokens)} out, ${money}.`,
    `It rests on ${estimate.restsOn}.`,
  ].join('\n')
}
