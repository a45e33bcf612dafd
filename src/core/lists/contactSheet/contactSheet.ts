/**
 * A contact sheet: lists as one HTML page with its pictures inside, which a colleague without Twinset opens anywhere, marks, and
 * sends back as a file of marks. Whatever comes from the catalog is escaped, and the page may run nothing but its own script.
 */
import type { ProductRecord } from '../../products/ports.ts';
import type { ProductList } from '../exportLists.ts';
import type { ExportForm } from '../exportText.ts';
import { escapeHtml } from './escapeHtml.ts';

/** Style or script as it stands in the page. */
export interface SheetResource {
  readonly text: string;
  /** As the page's policy names it: "sha256-…". */
  readonly hash: string;
}

export interface SheetPlan {
  /** "Look-alikes", "Related": what the lists are. */
  readonly kind: string;
  readonly catalogName: string;
  /** When it is written, as "2026-11-26T08:00:00.000Z". */
  readonly writtenAt: string;
  readonly style: SheetResource;
  readonly script: SheetResource;
  /** A `data:` address of the picture; null where there is none. */
  pictureOf(imageId: string): Promise<string | null>;
}

export function contactSheetForm(plan: SheetPlan): ExportForm {
  let lists = 0;
  return {
    head: pageHead(plan),
    async list(list) {
      lists++;
      return await toSection(list, lists, plan);
    },
    foot: pageFoot(plan),
  };
}

function pageHead({ kind, catalogName, writtenAt, style, script }: SheetPlan): string {
  const title = escapeHtml(`${kind} · ${catalogName}`);
  const day = writtenAt.slice(0, 10);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src '${style.hash}'; script-src '${script.hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style.text}</style>
</head>
<body data-sheet="${escapeHtml(`${catalogName} ${kind} ${writtenAt}`)}" data-marks-file="${escapeHtml(marksFile(`${kind} ${catalogName}`, day))}">
<header class="about">
<h1>${title}</h1>
<p>Written on ${day} by Twinset. Choose Keep or Drop below a picture; what you do not mark stays as it is. Save the marks at the end, and send the file back.</p>
<noscript><p>Marks cannot be saved here. Open this file in a browser.</p></noscript>
</header>
<main>
`;
}

function pageFoot({ script }: SheetPlan): string {
  return `</main>
<footer class="saving">
<p id="marked" role="status"></p>
<button type="button" id="save">Save marks</button>
</footer>
<script type="module">${script.text}</script>
</body>
</html>
`;
}

async function toSection(
  { product, entries }: ProductList,
  at: number,
  { pictureOf }: SheetPlan,
): Promise<string> {
  const items: string[] = [];
  for (const [index, { match, state, product: other }] of entries.entries()) {
    const rank = index + 1;
    const name = escapeHtml(nameOf(other));
    items.push(`<li data-product="${escapeHtml(other.id)}" data-rank="${rank}" data-state="${state}">
${toPicture(await pictureOf(match.imageId))}
<p class="numbers"><span><span class="hidden">Rank </span>${rank}</span><span class="state" data-state="${state}">${stateWords[state]}</span><span><span class="hidden">Score </span>${match.score.toFixed(2)}</span></p>
<p class="name">${name}</p>
${toFacts(other)}
<fieldset class="choice"><legend class="hidden">${name}, rank ${rank}</legend>${choices
      .map(
        ({ value, words }) =>
          `<label${value === '' ? ' class="unmarked"' : ''}><input type="radio" id="mark-${at}-${rank}-${value}" name="mark-${at}-${rank}" value="${value}"${value === '' ? ' checked' : ''}><span>${words}</span></label>`,
      )
      .join('')}</fieldset>
</li>
`);
  }
  const [first] = product.images;
  return `<section class="list" data-product="${escapeHtml(product.id)}" aria-labelledby="list-${at}">
<div class="query">
${toPicture(first === undefined ? null : await pictureOf(first.imageId))}
<div>
<h2 id="list-${at}">${escapeHtml(nameOf(product))}</h2>
${toFacts(product)}
</div>
</div>
<ol class="entries">
${items.join('')}</ol>
</section>
`;
}

const choices = [
  { value: 'keep', words: 'Keep' },
  { value: 'drop', words: 'Drop' },
  { value: '', words: 'No mark' },
] as const;

/** Told by a sign as well: colours do not print. */
const stateWords = { suggested: '', accepted: '✓ accepted', pinned: '● pinned' } as const;

function nameOf({ id, name }: ProductRecord): string {
  return name === '' ? id : name;
}

/** The name stands below or beside it. */
function toPicture(address: string | null): string {
  if (address === null) return '<div class="picture">No picture</div>';
  return `<div class="picture"><img src="${escapeHtml(address)}" alt="" decoding="async"></div>`;
}

/** The id, and the columns that were chosen. */
function toFacts({ id, attributes }: ProductRecord): string {
  const facts = Object.entries(attributes).filter(([, value]) => value !== '');
  const list = facts
    .map(([field, value]) => `<div><dt>${escapeHtml(field)}</dt><dd>${escapeHtml(value)}</dd></div>`)
    .join('');
  return `<p class="id">${escapeHtml(id)}</p>${list === '' ? '' : `\n<dl class="facts">${list}</dl>`}`;
}

/** Without what file systems refuse in names. */
function marksFile(lists: string, day: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly what file systems refuse in names.
  const name = lists.replaceAll(/[<>:"/\\|?*\u0000-\u001f]/g, ' ').trim();
  return `marks ${name} ${day}.csv`;
}
