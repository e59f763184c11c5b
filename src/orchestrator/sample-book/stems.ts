// Invented company stems: a head, in large books a middle, and a tail. One stem belongs to one account of a book, so
// that no company's name ever stands in another one's texts by accident.
const heads =
  'Alder Ambel Arden Askel Aven Barrow Belden Berrin Birk Bramble Bright Calder Candle Carrow Cindel Corvan Cran Cresk Dalmer Darrin Denholt Dorn Dunmer Eastl Elder Elmer Ember Esker Fallow Farrow Fenn Ferrin Fjord Garrow Gildern Glenmer Gorse Grell Halden Harrow Hasel Hathern Heather Helm Hollin Ironl Isler Jarrow Juniper Kelder Kestrel Kinnow Larch Lind Lorn Marl Maren Meadow Merrin Mossel Narrow Nethern Nord Oaken Ormer Oster Pell Pendle Perrin Quarn Quill Rannel Raven Ridder Rowan Sandel Sarn Selder Shale Silden Skarn Spindle Stelling Stonel Tamber Tarrin Tarn Tellow Thorn Tindel Torrin Umber Ulvern Vallen Varrow Veller Vesper Wald Warrin Weldern Wether Willow Winder Wrenn Yarrow Yonder Zeller'.split(
    ' ',
  )
const tails =
  'acre bank barn beck bourne brae bridge brook burn cairn castle cliffe combe cote cove crest croft cross dale dell down drift edge fall farm fell field firth fleet fold ford forge garth gate glade glen grange grove hall ham harbour haven heath hill hithe holm holt hope hurst keld kirk knoll lake land leigh lock march mead mere mill moor moss mount nook orchard over park pasture pier point pool quay reach ridge rise row scar shaw shore side slade spring stead steading stone strand thorpe thwaite tor vale view wall water weald well wharf wick wold wood worth yard'.split(
    ' ',
  )
const middles = [...'aeiou'].flatMap((vowel) => [...'bcdfghjklmnpqrstvwxz'].map((letter) => letter + vowel))

const short = heads.length * tails.length
const long = short * middles.length

/** How many stems a book of so many accounts draws from: the short, natural ones as long as they suffice. */
export const stemCount = (accounts: number): number => (accounts * 1.02 <= short ? short : long)

/** The stem of that number: `Brightwater`, in large books `Brightkawater`. Different numbers, different stems. */
export function stemOf(number: number): string {
  const head = heads[number % heads.length] ?? ''
  const rest = Math.floor(number / heads.length)
  const tail = tails[rest % tails.length] ?? ''
  const middle = Math.floor(rest / tails.length)
  return head + (middle === 0 ? '' : (middles[middle - 1] ?? '')) + tail
}
