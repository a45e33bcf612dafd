import { expect, it } from 'vitest';
import { fieldName } from '../../../src/renderer/features/products/fieldName.ts';

it.each([
  ['articleType', 'Article type'],
  ['base_colour', 'Base colour'],
  ['gender', 'Gender'],
  ['Année de sortie', 'Année de sortie'],
  ['SKU', 'SKU'],
])('the field %s reads “%s”', (field, name) => {
  expect(fieldName(field)).toBe(name);
});
