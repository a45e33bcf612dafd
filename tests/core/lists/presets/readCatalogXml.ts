/** A strict reader of the one XML that Twinset writes: anything but a catalog of recommendations is an error. */

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
};

export interface CatalogXml {
  readonly catalogId: string;
  readonly recommendations: readonly { source: string; target: string; type: string }[];
}

/** @throws Error naming the first place that is not well-formed, or not of this structure */
export function readCatalogXml(text: string): CatalogXml {
  let rest = text;
  function take(pattern: RegExp): readonly string[] {
    const found = pattern.exec(rest);
    if (found?.index !== 0) throw new Error(`Not a catalog from here on: ${rest.slice(0, 60)}`);
    rest = rest.slice(found[0].length);
    return found;
  }

  take(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/);
  const [, rootAttributes = ''] = take(/^<catalog((?: [a-z-]+="[^"<]*")+)>\n/);
  const root = readAttributes(rootAttributes, ['xmlns', 'catalog-id']);
  if (root['xmlns'] !== 'http://www.demandware.com/xml/impex/catalog/2006-10-31')
    throw new Error(`Another namespace: ${root['xmlns']}`);
  const recommendations: { source: string; target: string; type: string }[] = [];
  while (!rest.startsWith('</catalog>')) {
    const [, words = ''] = take(/^ {2}<recommendation((?: [a-z-]+="[^"<]*")+)\/>\n/);
    const found = readAttributes(words, ['source-id', 'source-type', 'target-id', 'type']);
    if (found['source-type'] !== 'product') throw new Error(`Not a product: ${words}`);
    recommendations.push({
      source: found['source-id'] ?? '',
      target: found['target-id'] ?? '',
      type: found['type'] ?? '',
    });
  }
  take(/^<\/catalog>\n$/);
  return { catalogId: root['catalog-id'] ?? '', recommendations };
}

function readAttributes(words: string, names: readonly string[]): Readonly<Record<string, string>> {
  const found = [...words.matchAll(/ ([a-z-]+)="([^"<]*)"/g)].map(([, name = '', value = '']) => [
    name,
    value.replaceAll(/&[^;]*;?/g, (entity) => {
      const character = entities[entity];
      if (character === undefined) throw new Error(`Not an entity: ${entity}`);
      return character;
    }),
  ]);
  if (found.map(([name]) => name).join() !== names.join()) throw new Error(`Other attributes: ${words}`);
  return Object.fromEntries(found);
}
