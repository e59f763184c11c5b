// Shares told without a percent sign.

/** A share in percent, and where it stands. */
export interface Share {
  readonly low: number
  readonly high: number
  readonly start: number
  readonly end: number
}

/** `one in five`, `jeder fünfte`, `half of your orders`: shares told without a percent sign. */
const shares: readonly (readonly [RegExp, number])[] = [
  [
    /(?<![\p{L}])(?:(?:roughly|about|around|nearly|almost|over|more than|rund|etwa|fast|knapp|gut) (?:half|die hälfte)(?! (?:an? |past|million))|(?:half|die hälfte) (?:the|our|your|my|their) (?!day|year|time|price|way|hour)|(?<![\p{L}])(?:half|die hälfte) (?:of (?:the|your|their|our|its|all|those|these|his|her)|(?:der|ihrer|aller|unserer)))(?![\p{L}])|(?<![\p{L}])every other \p{L}+|(?<![\p{L}])jede[rs]? zweite[nrs]?(?![\p{L}])/giu,
    50,
  ],
  [
    /(?<![\p{L}])(?:a|one|ein) (?:third|drittel) (?:of (?:the|your|their|our|its|all)|der|ihrer|aller)(?![\p{L}])|(?<![\p{L}])(?:every third|jede[rs]? dritte[nrs]?) \p{L}+/giu,
    100 / 3,
  ],
  [
    /(?<![\p{L}])(?:a|one|ein) (?:quarter|viertel) (?:of (?:the|your|their|our|its|all)|der|ihrer|aller)(?![\p{L}])|(?<![\p{L}])jede[rs]? vierte[nrs]?(?![\p{L}])/giu,
    25,
  ],
  [
    /(?<![\p{L}])(?:a|one|ein) (?:fifth|fünftel) (?:of|der|ihrer)(?![\p{L}])|(?<![\p{L}])(?:every fifth|jede[rs]? fünfte[nrs]?)(?![\p{L}])/giu,
    20,
  ],
  [
    /(?<![\p{L}])(?:a|one|ein) (?:tenth|zehntel) (?:of|der|ihrer)(?![\p{L}])|(?<![\p{L}])(?:every tenth|jede[rs]? zehnte[nrs]?)(?![\p{L}])/giu,
    10,
  ],
  [/(?<![\p{L}])(?:two thirds|zwei drittel)(?![\p{L}])/giu, 200 / 3],
  [/(?<![\p{L}])(?:three quarters|drei viertel)(?![\p{L}])/giu, 75],
]
const cheapShare =
  / in | out of |half|hälfte|third|drittel|quarter|viertel|fifth|fünft|tenth|zehnt|every other|zweite|dritte|vierte/iu
const small = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const ofMany =
  /(?<![\p{L}])(one|two|three|four|five|six|seven|eight|nine) (?:in|out of) (?:every )?(two|three|four|five|six|seven|eight|nine|ten)(?![\p{L}])/giu
const partsIn = (text: string): readonly Share[] =>
  [...text.matchAll(ofMany)].flatMap(({ 0: found, 1: some = '', 2: all = '', index }) => {
    const share = (100 * small.indexOf(some.toLowerCase())) / small.indexOf(all.toLowerCase())
    return share < 100
      ? [
          {
            low: share,
            high: share,
            start: index,
            end: index + found.length,
          },
        ]
      : []
  })
/** The shares a text tells in words, in percent. */
export const sharesIn = (text: string): readonly Share[] =>
  cheapShare.test(text)
    ? [
        ...partsIn(text),
        ...shares.flatMap(([pattern, low]) =>
          [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
            low,
            high: low,
            start: index,
            end: index + found.length,
          })),
        ),
      ]
    : []
