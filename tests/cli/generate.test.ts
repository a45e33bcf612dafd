/** `lists generate` and `exposure` as a script uses them: their JSON is a contract. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSmallCatalog, type SmallCatalog } from '../contract/smallCatalog.ts';
import { runCli, runJson } from './runCli.ts';

let small: SmallCatalog;
let copy: ReturnType<SmallCatalog['copy']>;
let rules: string;

beforeAll(async () => {
  small = await makeSmallCatalog();
  copy = small.copy('generate');
  rules = join(copy.catalog, '..', 'rules for generate.json');
}, 600_000);
afterAll(() => {
  rmSync(rules, { force: true });
  small.remove();
});

const run = (...words: string[]) => runJson([...words, '--catalog', copy.catalog], copy.dataFolder);
const fail = (...words: string[]) => runCli([...words, '--catalog', copy.catalog], copy.dataFolder);

describe('lists generate', () => {
  it('makes lists by a file of rules, and says what falls short', async () => {
    writeFileSync(rules, JSON.stringify({ type: 'related', length: 2, rules: [{ minScore: 1 }] }));
    const made = await run('lists', 'generate', '--rules', rules);
    expect(Object.keys(made)).toEqual(['products', 'entries', 'kept', 'shortfall', 'seconds']);
    const { products, entries } = made;
    expect([typeof products, entries]).toEqual(['number', 0]);
    expect(made['shortfall']).toHaveLength(Number(products));
    const [first] = made['shortfall'] as [Record<string, unknown>];
    expect(Object.keys(first)).toEqual(['id', 'missing', 'rule', 'gain']);
    expect(first).toMatchObject({ missing: 2, rule: 'rules[0].minScore', gain: 2 });
    const shown = await run('lists', 'show', String(first['id']), '--type', 'related');
    expect(shown['entries']).toEqual([]);
    const { undone } = await run('lists', 'undo');
    expect(undone).toMatchObject([{ operation: 'generate', id: '', lookAlike: null }]);
  });

  it('changes nothing in a dry run, and takes the length from its own words', async () => {
    const made = await run('lists', 'generate', '--top', '1', '--dry-run');
    expect(made['entries']).toBe(made['products']);
    expect(await run('lists', 'undo')).toEqual({ undone: [] });
  });

  it.each([
    ['no JSON', '{"type":', 'is not JSON'],
    ['two types', '{"type":"related"}', 'is for lists of the type related, not cross-sell'],
    ['no type', '{"rules":[]}', 'type:'],
    ['a wrong number', '{"type":"cross-sell","rules":[{},{"exposureCap":0}]}', 'Rule 2, exposureCap:'],
    ['a field that is not there', '{"type":"cross-sell","rules":[{"same":["size"]}]}', 'no field "size"'],
  ])('refuses rules with %s, in words', async (_, text, message) => {
    writeFileSync(rules, text);
    const { status, stderr, stdout } = await fail(
      'lists',
      'generate',
      '--rules',
      rules,
      ...(text.includes('"type"') ? ['--type', 'cross-sell'] : []),
    );
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(message);
    expect(readFileSync(rules, 'utf8')).toBe(text);
  });
});

describe('exposure', () => {
  it('tells coverage, Gini, orphans and hubs', async () => {
    const plain = await run('exposure', '--top', '1');
    expect(Object.keys(plain)).toEqual(['coverage', 'gini', 'orphans', 'hubs']);
    const reranked = await run('exposure', '--top', '1', '--mutual-proximity');
    expect(Object.keys(reranked)).toEqual(Object.keys(plain));
    for (const figures of [plain, reranked]) {
      expect(Number(figures['coverage'])).toBeGreaterThan(0);
      expect(Number(figures['gini'])).toBeLessThan(1);
    }
  });
});
