/** What an import's report names, each kind as one remark. */
import type { NamedList } from '../contract/imports.ts';
import { formatCount } from './print.ts';

/** Names that a remark gives before it says how many more there are. */
const namesTold = 20;

const words: Readonly<Record<NamedList['what'], string>> = {
  'rows-without-image': 'Rows without an image (not imported)',
  'rows-empty': 'Rows without an id, or with nothing but an id (dropped)',
  'rows-repeated': 'Rows whose id came before (the first one stands)',
  'images-without-row': 'Images without a row in the metadata (imported without its attributes)',
  'images-of-one-colour': 'Images of one flat colour (look whether that is what they should show)',
  'images-missing': 'Files of earlier imports that are gone',
};

/** "Rows without an image (not imported): 103 (line 4), 104 (line 5) and 7 more." */
export function describeNamed({ what, total, entries }: NamedList): string {
  const shown = entries.slice(0, namesTold).map(nameEntry).join(', ');
  const more = total - Math.min(entries.length, namesTold);
  return `${words[what]}: ${shown}${more > 0 ? ` and ${formatCount(more)} more` : ''}.`;
}

function nameEntry({ name, line }: NamedList['entries'][number]): string {
  if (line === undefined) return name;
  return name === '' ? `line ${line}` : `${name} (line ${line})`;
}
