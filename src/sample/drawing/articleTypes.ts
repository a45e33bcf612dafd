/** Everything that the sample catalog sells. */
import { accessoryTypes } from './accessoryTypes.ts';
import type { ArticleType } from './articleType.ts';
import { footwearTypes } from './footwearTypes.ts';
import { lowerTypes } from './lowerTypes.ts';
import { upperTypes } from './upperTypes.ts';

export const articleTypes: readonly ArticleType[] = [
  ...upperTypes,
  ...lowerTypes,
  ...footwearTypes,
  ...accessoryTypes,
];
