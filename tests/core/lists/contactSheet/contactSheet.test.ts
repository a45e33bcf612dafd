import { describe, expect, it } from 'vitest';
import { checkSheetSize } from '../../../../src/core/lists/contactSheet/checkSheetSize.ts';
import { contactSheetForm, type SheetPlan } from '../../../../src/core/lists/contactSheet/contactSheet.ts';
import { escapeHtml } from '../../../../src/core/lists/contactSheet/escapeHtml.ts';
import type { ProductList } from '../../../../src/core/lists/exportLists.ts';

const hostile = `</script><img src="x" onerror='alert(1)'> & co`;
const escaped = '&lt;/script&gt;&lt;img src=&quot;x&quot; onerror=&#39;alert(1)&#39;&gt; &amp; co';

const plan: SheetPlan = {
  kind: 'Look-alikes',
  catalogName: hostile,
  writtenAt: '2026-11-26T08:00:00.000Z',
  style: { text: '.style {}', hash: 'sha256-style' },
  script: { text: 'script();', hash: 'sha256-script' },
  pictureOf: async (imageId) => (imageId === 'none' ? null : `data:image/jpeg;base64,${imageId}`),
};

function product(id: string, name: string, attributes = {}, imageId = 'none') {
  return { id, name, attributes, images: [{ imageId, path: `${id}.jpg` }] };
}

const list: ProductList = {
  product: product(hostile, hostile, { [hostile]: hostile, empty: '' }, 'AAAA'),
  entries: [
    {
      match: { id: '007', score: 0.987654, distance: 0, imageId: 'BBBB' },
      state: 'pinned',
      pin: 'hard',
      product: product('007', ''),
    },
    {
      match: { id: '7', score: 0.5, distance: 0, imageId: 'none' },
      state: 'suggested',
      pin: null,
      product: product('7', 'Shirt'),
    },
  ],
};

describe('a text in a page', () => {
  it('is harmless between tags and in attributes, and is a text that UTF-8 can write', () => {
    expect(escapeHtml(hostile)).toBe(escaped);
    expect(escapeHtml('\ud800')).toBe('\ufffd');
  });
});

describe('a contact sheet', () => {
  it('may run its own script alone, and load nothing', () => {
    const { head, foot } = contactSheetForm(plan);
    expect(head).toContain(
      `content="default-src 'none'; img-src data:; style-src 'sha256-style'; script-src 'sha256-script'; base-uri 'none'; form-action 'none'"`,
    );
    expect(head).toContain('<style>.style {}</style>');
    expect(foot).toContain('<script type="module">script();</script>');
    expect(head + foot).not.toMatch(/<(?:link|img|iframe|a)\b|<script [^>]*src/);
  });

  it('escapes whatever comes from the catalog', async () => {
    const form = contactSheetForm(plan);
    const page = form.head + (await form.list(list));
    expect(page).not.toContain("onerror='");
    expect(page).toContain(`<title>Look-alikes · ${escaped}</title>`);
    expect(page).toContain(`<section class="list" data-product="${escaped}"`);
    expect(page).toContain(`<dt>${escaped}</dt><dd>${escaped}</dd>`);
    expect(page).toContain(
      `data-marks-file="marks Look-alikes   script  img src= x  onerror=&#39;alert(1)&#39;  &amp; co 2026-11-26.csv"`,
    );
  });

  it('shows each entry with its picture, rank, state, score and id, and without what is empty', async () => {
    const section = await contactSheetForm(plan).list(list);
    expect(section).toContain('<li data-product="007" data-rank="1" data-state="pinned">');
    expect(section).toContain('<img src="data:image/jpeg;base64,BBBB" alt="" decoding="async">');
    expect(section).toContain('● pinned</span><span><span class="hidden">Score </span>0.99</span>');
    expect(section).toContain('<p class="name">007</p>');
    expect(section).toContain('<div class="picture">No picture</div>');
    expect(section).not.toContain('<dt>empty</dt>');
  });

  it('gives every entry of every list choices of its own', async () => {
    const form = contactSheetForm(plan);
    const sections = (await form.list(list)) + (await form.list(list));
    const names = [...sections.matchAll(/ name="([^"]+)"/g)].map(([, name]) => name);
    expect(new Set(names)).toEqual(new Set(['mark-1-1', 'mark-1-2', 'mark-2-1', 'mark-2-2']));
    expect(names).toHaveLength(12);
  });

  it.each([
    [500, 10],
    [5000, 1],
    [25, 200],
  ])('takes %i lists of %i', (lists, top) => {
    expect(() => checkSheetSize(lists, top)).not.toThrow();
  });

  it('says how many lists it takes, and the ways out, where these are more', () => {
    expect(() => checkSheetSize(44_000, 10)).toThrow(
      /takes 5,000 look-alikes at most.*500 lists of 10, and these are 44,000\. Select fewer products, make the lists shorter, or choose an Excel workbook\./,
    );
  });
});
