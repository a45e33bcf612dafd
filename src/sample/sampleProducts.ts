/** The sample catalog: what it sells, in the columns of the Fashion Product Images catalog, and how each product looks. */
import type { ArticleType } from './drawing/articleType.ts';
import { articleTypes } from './drawing/articleTypes.ts';
import { type BaseColour, mixShades } from './drawing/colours.ts';
import { type PatternName, patternWords, weaveFabric } from './drawing/fabrics.ts';
import type { Gender, Look } from './drawing/figure.ts';
import { type Photo, takePhoto } from './drawing/photo.ts';
import { mixSeed, type Random, seedRandom } from './random.ts';

export const sampleColumns = [
  'id',
  'gender',
  'masterCategory',
  'subCategory',
  'articleType',
  'baseColour',
  'season',
  'year',
  'usage',
  'productDisplayName',
] as const;

export interface SampleProduct {
  readonly id: string;
  /** One value per column of `sampleColumns`. */
  readonly row: readonly string[];
  /** Draws it: the same picture every time. */
  readonly photograph: () => Photo;
}

const firstId = 10_001;
/** Products of one design that differ in colour: at most so many. */
const maxColourways = 4;

/** Invented for this catalog. */
const brands = [
  'Northway',
  'Calder Row',
  'Fernhill',
  'Lumeno',
  'Tidewell',
  'Oakmere',
  'Veyrin',
  'Sundry Lane',
  'Pellinor',
  'Arcovia',
  'Wrenfield',
  'Hollow Pine',
] as const;

/** What all colourways of a design share. */
interface Design {
  readonly article: ArticleType;
  readonly gender: Gender;
  readonly pattern: PatternName;
  readonly brand: string;
  readonly usage: string;
  readonly season: string;
  readonly year: number;
  /** Draws its details alike in every colour. */
  readonly detailSeed: number;
}

/** Every article type comes once before any comes twice by chance: a small catalog shows all of them. */
function pickArticle(position: number, random: Random): ArticleType {
  // 11 has no divisor in common with the number of types: neighbours in the table come far apart.
  const ordered = articleTypes[(position * 11) % articleTypes.length];
  if (position < articleTypes.length && ordered !== undefined) return ordered;
  const total = articleTypes.reduce((sum, { share }) => sum + share, 0);
  let left = random.next() * total;
  const drawn = articleTypes.find(({ share }) => {
    left -= share;
    return left < 0;
  });
  if (drawn === undefined) throw new RangeError('The shares of the article types do not add up.');
  return drawn;
}

function inventDesign(seed: number, position: number): Design {
  const detailSeed = mixSeed(seed, position);
  const random = seedRandom(detailSeed);
  const article = pickArticle(position, random);
  return {
    article,
    gender: random.pick(article.genders),
    pattern: random.pick(article.patterns),
    brand: random.pick(brands),
    usage: random.pick(article.usages),
    season: random.pick(article.seasons),
    year: random.whole(2022, 2026),
    detailSeed,
  };
}

function pickColours({ article, detailSeed }: Design): BaseColour[] {
  const random = seedRandom(mixSeed(detailSeed, 1));
  const count = random.chance(0.45) ? random.whole(2, maxColourways) : 1;
  const colours = new Set<BaseColour>();
  for (let tries = 0; tries < 12 && colours.size < count; tries += 1)
    colours.add(random.pick(article.colours));
  return [...colours];
}

const paleAccents: readonly [BaseColour, ...BaseColour[]] = [
  'White',
  'Cream',
  'Yellow',
  'Peach',
  'Turquoise Blue',
  'White',
];
const deepAccents: readonly [BaseColour, ...BaseColour[]] = [
  'Navy Blue',
  'Maroon',
  'Teal',
  'Red',
  'Purple',
  'Charcoal',
  'Green',
  'Blue',
];

function dress(design: Design, baseColour: BaseColour): Look {
  const shades = mixShades(
    baseColour,
    seedRandom(mixSeed(design.detailSeed, baseColour.length * 31 + baseColour.charCodeAt(0))),
  );
  const random = seedRandom(mixSeed(design.detailSeed, 2));
  const accents = shades.isPale ? deepAccents : paleAccents;
  const accent = mixShades(random.pick(accents), random);
  const fabric = weaveFabric(design.pattern, shades, accent, random);
  return { colour: shades, accent, fabric, gender: design.gender, random };
}

function describe(design: Design, baseColour: BaseColour): string {
  const colour = baseColour.replace(/ Blue$/, '');
  const words = [design.brand, design.gender, colour, patternWords[design.pattern], design.article.noun];
  return words.filter((word) => word !== '').join(' ');
}

/**
 * The first `count` products of the catalog with this seed. Product 7 is the same whatever the count.
 * @param count 1 or more
 */
export function sampleProducts(count: number, seed: number): SampleProduct[] {
  const products: SampleProduct[] = [];
  for (let position = 0; products.length < count; position += 1) {
    const design = inventDesign(seed, position);
    for (const baseColour of pickColours(design).slice(0, count - products.length)) {
      products.push(makeProduct(design, baseColour, firstId + products.length));
    }
  }
  return products;
}

function makeProduct(design: Design, baseColour: BaseColour, number: number): SampleProduct {
  const { article, gender, season, year, usage } = design;
  const id = String(number);
  return {
    id,
    row: [
      id,
      gender,
      article.masterCategory,
      article.subCategory,
      article.articleType,
      baseColour,
      season,
      String(year),
      usage,
      describe(design, baseColour),
    ],
    photograph() {
      const look = dress(design, baseColour);
      const figure = article.draw(look);
      // Each colourway was photographed on its own day.
      const camera = { ...look, random: seedRandom(mixSeed(design.detailSeed, number)) };
      return takePhoto(figure, camera, article.isWide);
    },
  };
}

/** The catalog's metadata as a CSV file; no cell needs quoting. */
export function sampleCsv(products: readonly SampleProduct[]): string {
  return [sampleColumns, ...products.map(({ row }) => row)].map((cells) => `${cells.join(',')}\n`).join('');
}
