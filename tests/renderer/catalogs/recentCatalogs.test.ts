import { describe, expect, it } from 'vitest';
import { describeOpened, otherCatalogs } from '../../../src/renderer/features/catalogs/recentCatalogs.ts';

const now = new Date(2026, 10, 21, 9, 30);

describe('recent catalogs', () => {
  it.each([
    [new Date(2026, 10, 21, 0, 5), 'today'],
    [new Date(2026, 10, 20, 23, 55), 'yesterday'],
    [new Date(2026, 10, 17, 12), '4 days ago'],
    [new Date(2026, 2, 12), '12 March 2026'],
  ])('says %s as "%s"', (opened, words) => {
    expect(describeOpened(opened.toISOString(), now)).toBe(words);
  });

  it('says nothing of a date that cannot be read', () => {
    expect(describeOpened('never', now)).toBe('');
  });

  it('leaves out the catalog that is open', () => {
    const catalog = (folder: string) => ({ folder, name: folder, products: 1, openedAt: now.toISOString() });
    expect(otherCatalogs([catalog('/a'), catalog('/b')], '/a').map((each) => each.folder)).toEqual(['/b']);
  });
});
