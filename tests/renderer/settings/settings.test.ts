import { describe, expect, it } from 'vitest';
import { embeddingFromPlan, embeddingToPlan } from '../../../src/renderer/features/settings/embeddingPlan.ts';
import { nameOfKey, shortcutGroups } from '../../../src/renderer/features/settings/shortcutList.ts';

describe('the remembered embedding options', () => {
  it('keep what the interface does not edit', () => {
    const old = { engine: 'onnx', precision: 'fp32', threads: 2 } as const;
    const plan = { ...embeddingToPlan(old), pooling: 'avg' as const, precision: 'int8' as const };
    expect(embeddingFromPlan(plan, old)).toEqual({ ...old, pooling: 'avg', precision: 'int8' });
  });

  it('forget what is put back to the model’s own', () => {
    const old = { engine: 'auto', precision: 'auto', pooling: 'avg', inputSize: 197 } as const;
    const plan = { ...embeddingToPlan(old), pooling: null, inputSize: null };
    expect(embeddingFromPlan(plan, old)).toEqual({ engine: 'auto', precision: 'auto' });
  });
});

describe('the table of keys', () => {
  it('shows the machine’s own modifier', () => {
    expect(nameOfKey('mod', true)).toBe('⌘');
    expect(nameOfKey('mod', false)).toBe('Ctrl');
    expect(nameOfKey('Esc', true)).toBe('Esc');
  });

  it('gives no key two meanings within a group', () => {
    for (const group of shortcutGroups) {
      const keys = group.shortcuts.flatMap((shortcut) => shortcut.keys.map((each) => each.join('+')));
      expect(new Set(keys).size).toBe(keys.length);
    }
  });
});
