import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readChangelog } from '../../../src/renderer/features/settings/readChangelog.ts';

describe('the changelog', () => {
  it('is read as versions, their parts and points that may go on in further lines', () => {
    const text =
      '# New\n\n## 0.2.0\n\n### Safe\n- One `file`\n  of its own.\n- Two\n\n### Fast\n\n## 0.1.0\n### First\n- All';
    expect(readChangelog(text)).toEqual([
      {
        title: '0.2.0',
        parts: [
          { title: 'Safe', points: ['One file of its own.', 'Two'] },
          { title: 'Fast', points: [] },
        ],
      },
      { title: '0.1.0', parts: [{ title: 'First', points: ['All'] }] },
    ]);
    expect(readChangelog('')).toEqual([]);
  });

  it('of this Twinset is shown whole: no point stands outside of a part', () => {
    const text = readFileSync(join(import.meta.dirname, '../../../resources/CHANGELOG.md'), 'utf8');
    const points = readChangelog(text).flatMap(({ parts }) => parts.flatMap((part) => part.points));
    expect(points).toHaveLength(text.split('\n').filter((line) => line.startsWith('- ')).length);
  });
});
