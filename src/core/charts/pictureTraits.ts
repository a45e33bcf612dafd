/** What a picture is like, in groups that a person tells apart. */
import type { PictureChart, PictureTrait } from '../../contract/insight/charts.ts';
import type { PictureFact } from './ports.ts';

interface Group {
  readonly key: string;
  readonly label: string;
}

interface Bounded extends Group {
  /** Inclusive. */
  readonly most: number;
}

/** By the longer side, in pixels. */
const sizes: readonly Bounded[] = [
  { key: '256', most: 256, label: 'up to 256 pixels' },
  { key: '512', most: 512, label: '257 to 512 pixels' },
  { key: '1024', most: 1024, label: '513 to 1,024 pixels' },
  { key: '2048', most: 2048, label: '1,025 to 2,048 pixels' },
  { key: '4096', most: 4096, label: '2,049 to 4,096 pixels' },
  { key: 'more', most: Number.POSITIVE_INFINITY, label: 'more than 4,096 pixels' },
];

/** By width over height. */
const shapes: readonly Bounded[] = [
  { key: 'narrow', most: 0.6, label: 'narrow (3:5 and narrower)' },
  { key: 'portrait', most: 0.95, label: 'portrait' },
  { key: 'square', most: 1.05, label: 'square' },
  { key: 'landscape', most: 5 / 3, label: 'landscape' },
  { key: 'wide', most: Number.POSITIVE_INFINITY, label: 'wide (wider than 5:3)' },
];

const unreadable: Group = { key: 'unreadable', label: 'could not be read' };

/** Endings that mean the same. */
const sameFormat: Readonly<Record<string, string>> = { jpg: 'jpeg', jpe: 'jpeg', jfif: 'jpeg', tif: 'tiff' };

const groupOf: Readonly<Record<PictureTrait, (picture: PictureFact) => Group>> = {
  size: (picture) => within(picture, sizes, (width, height) => Math.max(width, height)),
  shape: (picture) => within(picture, shapes, (width, height) => width / height),
  format({ path }) {
    const ending = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
    const key = sameFormat[ending] ?? ending;
    return { key, label: key === '' ? 'no ending' : key.toUpperCase() };
  },
};

const order: Readonly<Record<PictureTrait, readonly Group[]>> = {
  size: [...sizes, unreadable],
  shape: [...shapes, unreadable],
  format: [],
};

function within(
  { width, height }: PictureFact,
  groups: readonly Bounded[],
  measure: (width: number, height: number) => number,
): Group {
  if (width === null || height === null) return unreadable;
  const measured = measure(width, height);
  return groups.find(({ most }) => measured <= most) ?? unreadable;
}

export function hasTrait(picture: PictureFact, trait: PictureTrait, key: string): boolean {
  return groupOf[trait](picture).key === key;
}

export interface PictureCount {
  add(picture: PictureFact): void;
  result(): { pictures: number; charts: PictureChart[] };
}

export function createPictureCount(): PictureCount {
  const traits = ['size', 'shape', 'format'] as const satisfies readonly PictureTrait[];
  const bars = new Map(traits.map((trait) => [trait, new Map<string, { label: string; count: number }>()]));
  let pictures = 0;
  return {
    add(picture) {
      pictures++;
      for (const [trait, counted] of bars) {
        const { key, label } = groupOf[trait](picture);
        counted.set(key, { label, count: (counted.get(key)?.count ?? 0) + 1 });
      }
    },
    result: () => ({
      pictures,
      charts: traits.map((trait) => {
        const placeOf = (key: string) => order[trait].findIndex((group) => group.key === key);
        const counted = [...(bars.get(trait) ?? [])].map(([key, bar]) => ({ key, ...bar }));
        // Sizes and shapes come in their order, formats by how many there are.
        counted.sort((a, b) => placeOf(a.key) - placeOf(b.key) || b.count - a.count);
        return { trait, bars: counted };
      }),
    }),
  };
}
