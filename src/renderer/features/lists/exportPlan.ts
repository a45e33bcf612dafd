/** What the export sheet lets a curator choose, and the options it becomes. */
import type { Input } from '../../../contract/contract.ts';
import type { ExportOptions, PresetName } from '../../../contract/exports.ts';
import type { DecisionState } from '../../../contract/lists.ts';
import type { View } from '../../../contract/products.ts';
import type { Metric } from '../../../contract/search.ts';
import { formatCount } from '../../components/format.ts';

type What = ExportOptions['what'];

export type Scope = 'list' | 'selection' | 'view' | 'all';

/** How each list is made. */
export interface ListPlan {
  /** Which of a product's lists; left out: look-alikes. */
  readonly type?: string;
  readonly top: number;
  readonly metric: Metric;
  readonly same: readonly string[];
  /** From 0 (the nearest as they are) to 1. */
  readonly diversity: number;
  /** The view's filters narrow what is recommended, not only whose lists are exported. */
  readonly filtersApply: boolean;
}

/** What is wished beside how near they are: as lists are made with it, and in words ("a part of the picture"). */
export interface PlannedWishes {
  readonly input: Partial<Input<'lists.preview'>>;
  readonly words: readonly string[];
}

/** The list that is on screen: whose it is, and how it is made. */
export interface ShownList {
  readonly productId: string;
  readonly plan: ListPlan;
  readonly wishes: PlannedWishes;
  /** Those of them that are not about this one product. */
  readonly wishesForAll: PlannedWishes;
}

/** For which shop; null is what the engine finds or the shop has. */
export interface ShopPlan {
  readonly preset: PresetName;
  readonly type: string;
  /** The field that names a product there. */
  readonly key: string | null;
  readonly separator: string | null;
  readonly shopCatalog: string | null;
}

export interface ExportPlan extends ListPlan {
  readonly scope: Scope;
  readonly columns: readonly string[];
  readonly format: ExportOptions['format'] | 'shop';
  /** Heeded where the format is a shop's. */
  readonly shop: ShopPlan;
  readonly onlyCurated: boolean;
  /** Lists are made with what is wished on screen. */
  readonly heedsWishes: boolean;
}

/** What is wished on screen for lists of that scope; null where nothing is. */
export function wishesOf(list: ShownList | null, scope: Scope): PlannedWishes | null {
  const wishes = scope === 'list' ? list?.wishes : list?.wishesForAll;
  return wishes === undefined || wishes.words.length === 0 ? null : wishes;
}

/**
 * The scope a person most likely means: the list on screen, else what is selected, else what is filtered, else everything.
 * @param selected products that are selected and in sight
 */
export function likelyScope(list: ShownList | null, selected: number, isFiltered: boolean): Scope {
  if (list !== null) return 'list';
  if (selected > 1) return 'selection';
  return isFiltered ? 'view' : 'all';
}

/** The input of `lists.preview` and `lists.export`; columns in the catalog's order, whatever the order of ticking. */
export function toExportOptions(
  plan: ExportPlan,
  around: {
    list: ShownList | null;
    selection: What | null;
    view: View;
    fields: readonly string[];
  },
): Input<'lists.preview'> {
  const { view, fields } = around;
  return {
    ...(plan.heedsWishes && wishesOf(around.list, plan.scope)?.input),
    what: whatOf(plan.scope, around),
    ...(plan.type !== undefined && { type: plan.type }),
    top: plan.top,
    metric: plan.metric,
    diversity: plan.diversity,
    where: plan.filtersApply ? view.where : [],
    same: inOrder(plan.same, fields),
    columns: plan.format === 'shop' ? [] : inOrder(plan.columns, fields),
    onlyCurated: plan.onlyCurated,
    ...(plan.format === 'shop' ? { shop: toShopOptions(plan.shop) } : { format: plan.format }),
  };
}

function toShopOptions({
  preset,
  type,
  key,
  separator,
  shopCatalog,
}: ShopPlan): Input<'lists.preview'>['shop'] {
  return {
    preset,
    type,
    ...(key !== null && { key }),
    ...(separator !== null && { separator }),
    // Nothing typed yet: what the engine has.
    ...(shopCatalog !== null && shopCatalog.trim() !== '' && { shopCatalog: shopCatalog.trim() }),
  };
}

function whatOf(
  scope: Scope,
  { list, selection, view }: { list: ShownList | null; selection: What | null; view: View },
): What {
  if (scope === 'list' && list !== null) return { kind: 'products', ids: [list.productId] };
  if (scope === 'selection' && selection !== null) return selection;
  return scope === 'view' ? { kind: 'view', view } : { kind: 'all' };
}

function inOrder(chosen: readonly string[], fields: readonly string[]): string[] {
  return fields.filter((field) => chosen.includes(field));
}

const decisionWords = [
  ['pinned', 'pinned first'],
  ['accepted', 'accepted kept'],
  ['rejected', 'rejected left out'],
] as const;

/** How the list leaves other than it is on screen: "1 pinned first, 2 rejected left out"; empty where nothing was decided. */
export function describeDecisions(states: readonly DecisionState[]): string {
  return decisionWords
    .map(([state, words]) => [states.filter((each) => each === state).length, words] as const)
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${formatCount(count)} ${words}`)
    .join(', ');
}

/** The name offered for the file: "look-alikes fashion-2k.csv". @param word how it begins */
export function fileNameFor(catalogName: string, ending: string, word = 'look-alikes'): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly what file systems refuse in names.
  const name = catalogName.replaceAll(/[<>:"/\\|?*\u0000-\u001f]/g, ' ').trim();
  return `${word} ${name}`.trim().concat('.', ending);
}

/** The last part of a path, whatever its separators. */
export function baseName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}
