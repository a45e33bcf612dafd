/** What the export sheet lets a curator choose, and the options it becomes. */
import type { Input } from '../../../contract/contract.ts';
import type { ExportOptions } from '../../../contract/lists.ts';
import type { View } from '../../../contract/products.ts';
import type { Metric } from '../../../contract/search.ts';

type What = ExportOptions['what'];

export type Scope = 'selection' | 'view' | 'all';

/** How each list is made. */
export interface ListPlan {
  readonly top: number;
  readonly metric: Metric;
  readonly same: readonly string[];
  /** From 0 (the nearest as they are) to 1. */
  readonly diversity: number;
  /** The view's filters narrow what is recommended, not only whose lists are exported. */
  readonly filtersApply: boolean;
}

export interface ExportPlan extends ListPlan {
  readonly scope: Scope;
  readonly columns: readonly string[];
  readonly format: ExportOptions['format'];
  readonly onlyCurated: boolean;
}

/** The scope a person most likely means: what is selected, else what is filtered, else everything. */
export function likelyScope(selected: number, isFiltered: boolean): Scope {
  if (selected > 1) return 'selection';
  return isFiltered ? 'view' : 'all';
}

/** The input of `lists.preview` and `lists.export`; columns in the catalog's order, whatever the order of ticking. */
export function toExportOptions(
  plan: ExportPlan,
  { selection, view, fields }: { selection: What | null; view: View; fields: readonly string[] },
): Input<'lists.preview'> {
  return {
    what: whatOf(plan.scope, selection, view),
    top: plan.top,
    metric: plan.metric,
    diversity: plan.diversity,
    where: plan.filtersApply ? view.where : [],
    same: inOrder(plan.same, fields),
    columns: inOrder(plan.columns, fields),
    format: plan.format,
    onlyCurated: plan.onlyCurated,
  };
}

function whatOf(scope: Scope, selection: What | null, view: View): What {
  if (scope === 'selection' && selection !== null) return selection;
  return scope === 'view' ? { kind: 'view', view } : { kind: 'all' };
}

function inOrder(chosen: readonly string[], fields: readonly string[]): string[] {
  return fields.filter((field) => chosen.includes(field));
}

/** The name offered for the file: "look-alikes fashion-2k.csv". */
export function fileNameFor(catalogName: string, format: ExportOptions['format']): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly what file systems refuse in names.
  const name = catalogName.replaceAll(/[<>:"/\\|?*\u0000-\u001f]/g, ' ').trim();
  return `look-alikes ${name}`.trim().concat('.', format);
}

/** The last part of a path, whatever its separators. */
export function baseName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}
