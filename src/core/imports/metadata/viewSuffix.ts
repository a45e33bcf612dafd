/** Takes the end of a file name off that says which view of a product it shows: 1001_1, 1001-front, 1001 (2), 1001_BACK. */

export interface NamedView {
  /** What stands before the view: perhaps an id. */
  readonly base: string;
  /** The view, in lower case and without its number: "front" for "-Front2", empty for "_2". */
  readonly view: string;
}

const separator = /[\s_\-.(@~+]/;
/** Separators that are looked at from the end: views are a word or three. */
const maxParts = 4;
const viewWords = new Set(
  (
    'front back side left right top bottom up down inside outside inner outer detail details close closeup zoom main hero ' +
    'alt alternate model look lookbook flat ghost pack packshot box label lifestyle swatch cover thumb thumbnail small medium ' +
    'large big full orig original web print hd hires lowres high low copy kopie copie copia final edit edited new crop cropped ' +
    'view img image photo pic picture angle rear sole heel toe sleeve collar neck hem fabric texture bw on off body worn open ' +
    'closed x px rgb srgb vorne hinten seite links rechts oben unten innen rueckseite vorderseite detailansicht avant arriere ' +
    'dos face cote gauche droite delante detras lado frente costas lateral fronte retro lato dettaglio fram bak sida hover hand macro perspective group set logo size scale chart dimension dimensions white bg nobg ' +
    'transparent cutout square portrait landscape mobile desktop hq lq wear wearing person scene room zoomed second third'
  ).split(' '),
);

/** The ways to cut a name into a base and a view, the longest base first. */
export function namedViews(stem: string): NamedView[] {
  const views: NamedView[] = [];
  for (let at = stem.length - 1; at > 0 && views.length < maxParts; at--) {
    if (!separator.test(stem.charAt(at))) continue;
    const base = stem.slice(0, at).replace(/[\s_\-.(@~+]+$/, '');
    if (base !== '' && base !== views.at(-1)?.base) views.push({ base, view: plainView(stem.slice(at)) });
  }
  const lettered = /^(.*\d)([a-z])$/i.exec(stem);
  if (lettered?.[1] !== undefined) views.unshift({ base: lettered[1], view: '' });
  return views;
}

/** True for views that names say by themselves: a number, a letter, a word for a side. */
export function isPlainView(view: string): boolean {
  return view.split(' ').every((word) => word.length <= 1 || viewWords.has(word));
}

/** Words in lower case, without the numbers that count views and without what stands around them. */
function plainView(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) =>
      /^\d+$/.test(word) ? (word.length <= 3 ? '' : word) : word.replace(/^\d{1,4}(?=\D)|\d{1,3}$/g, ''),
    )
    .filter((word) => word !== '')
    .join(' ');
}
