import { expect, it } from 'vitest';
import { correctionWords } from '../../../src/renderer/features/products/correct/correctionWords.ts';

it.each([
  [{ metadata: 'Bags', metadataThen: 'Bags' }, 'Corrected; the metadata says Bags'],
  [{ metadata: 'Bags', metadataThen: null }, 'Corrected; the metadata says Bags'],
  [{ metadata: '', metadataThen: '' }, 'Corrected; the metadata says (none)'],
  [{ metadata: 'Shirts', metadataThen: 'Bags' }, 'Corrected; by now the metadata says the same'],
  [{ metadata: 'Shoes', metadataThen: 'Bags' }, 'Corrected from Bags; by now the metadata says Shoes'],
])('says what became of what the metadata said: %o', (correction, words) => {
  expect(correctionWords('Shirts', correction)).toBe(words);
});
