// Parts of a sentence in which a word belongs to what stands beside it.

const mark =
  /[,;:–—.!?\n(]\s|\s(?:so|but|and|because|although|while|which|deshalb|daher|und|aber|weil|da|dass)\s/giu

/** The clause around a stretch of a text: from the last mark or conjunction before it to the next one behind. */
export function clauseAround(
  text: string,
  start: number,
  end: number,
): { readonly from: number; readonly to: number } {
  let [from, to] = [0, text.length]
  for (const { index, 0: found } of text.matchAll(mark)) {
    if (index + found.length <= start) from = index + found.length
    else if (index >= end && index < to) to = index
  }
  return { from, to }
}

const supposing =
  /\b(?:if|when|whenever|whether|unless|hope|hoping|trust|once|until|should|in case|what|whatever|how|where|wherever|depending on|wish|wenn|falls|ob|sofern|sobald|ob)\b[^.,;!?]*$/iu

/** Whether what stands at `start` is supposed or wished rather than said: `if you are …`, `whether you use …`. */
export const isSupposed = (text: string, start: number): boolean => supposing.test(text.slice(0, start))
