/** What an article type is, and the colours and people that several of them share. */
import type { BaseColour } from './colours.ts';
import type { PatternName } from './fabrics.ts';
import type { Figure, Gender, Look } from './figure.ts';

export type AtLeastOne<T> = readonly [T, ...T[]];

export interface ArticleType {
  readonly articleType: string;
  readonly masterCategory: 'Apparel' | 'Footwear' | 'Accessories';
  readonly subCategory: string;
  /** How one of them is called in a product's name. */
  readonly noun: string;
  readonly genders: AtLeastOne<Gender>;
  readonly colours: AtLeastOne<BaseColour>;
  readonly patterns: AtLeastOne<PatternName>;
  readonly usages: AtLeastOne<string>;
  readonly seasons: AtLeastOne<string>;
  /** Out of all articles; a catalog has more T-shirts than ties. */
  readonly share: number;
  /** Width over height of the photo it suits; most are portraits. */
  readonly isWide: boolean;
  readonly draw: (look: Look) => Figure;
}

export const bright: AtLeastOne<BaseColour> = [
  'White',
  'Black',
  'Grey',
  'Navy Blue',
  'Blue',
  'Red',
  'Green',
  'Yellow',
  'Orange',
  'Pink',
  'Purple',
  'Teal',
  'Turquoise Blue',
  'Maroon',
  'Mustard',
  'Olive',
];
export const soft: AtLeastOne<BaseColour> = [
  'Cream',
  'White',
  'Peach',
  'Pink',
  'Lavender',
  'Turquoise Blue',
  'Navy Blue',
  'Black',
  'Red',
  'Maroon',
  'Mustard',
  'Teal',
  'Green',
  'Purple',
  'Blue',
];
export const muted: AtLeastOne<BaseColour> = [
  'Navy Blue',
  'Grey',
  'Charcoal',
  'Olive',
  'Beige',
  'Black',
  'Brown',
  'Tan',
  'Maroon',
  'Teal',
];
export const leather: AtLeastOne<BaseColour> = [
  'Black',
  'Brown',
  'Tan',
  'Maroon',
  'Navy Blue',
  'Beige',
  'Grey',
];
export const denim: AtLeastOne<BaseColour> = ['Blue', 'Navy Blue', 'Black', 'Grey', 'Blue'];

export const adults: AtLeastOne<Gender> = ['Men', 'Women'];
export const everyone: AtLeastOne<Gender> = ['Men', 'Women', 'Men', 'Women', 'Boys', 'Girls'];
