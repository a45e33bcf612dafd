/** Looks at a sample of products by one setting or two: how well their look-alikes agree with metadata and decisions. */
import type { LeftOutField, MeasuredDecisions } from '../../contract/insight/quality.ts';
import type { ProductTable } from '../lists/generation/productTable.ts';
import { type FieldAgreement, measureAgreement } from './agreement.ts';
import { type DecidedProduct, measureDecisions, searchedDepth } from './decided.ts';
import {
  type FoundNeighbours,
  findNeighbours,
  findOrders,
  type NeighbourSearch,
  type NeighbourSources,
} from './findNeighbours.ts';
import { judgeField } from './judgeField.ts';

export interface QualityPlan {
  readonly table: ProductTable;
  /** Columns of the table that are looked at. */
  readonly fields: readonly string[];
  /** Rows of the products that are looked at, all with a picture. */
  readonly sample: readonly number[];
  readonly k: number;
  /** One, or two side by side. */
  readonly settings: readonly NeighbourSearch[];
  readonly type: string;
  readonly decided: readonly DecidedProduct[];
}

export interface MeasuredQuality {
  readonly fields: readonly FieldAgreement[];
  readonly leftOut: readonly LeftOutField[];
  readonly decisions: MeasuredDecisions;
  /** By the first setting: see `FoundNeighbours`. */
  readonly short: number;
  readonly tied: number;
}

/** @throws Failure `cancelled` */
export async function measureQuality(sources: NeighbourSources, plan: QualityPlan): Promise<MeasuredQuality> {
  const { table, fields, sample, k, settings, type, decided } = plan;
  const neighbours: FoundNeighbours[] = [];
  const orders: string[][][] = [];
  for (const how of settings) {
    neighbours.push(await findNeighbours(sources, how, table, sample, k));
    const ids = decided.map(({ id }) => id);
    orders.push(await findOrders(sources, how, ids, searchedDepth));
  }
  const measured: FieldAgreement[] = [];
  const leftOut: LeftOutField[] = [];
  for (const field of fields) {
    const column = table.column(field);
    const problem = judgeField(column, table.ids.length);
    const agreement =
      problem === null ? await measureAgreement(field, column, sample, neighbours, sources.pause) : null;
    if (problem !== null) leftOut.push({ field, ...problem });
    else if (agreement !== null && agreement.products > 0) measured.push(agreement);
    else leftOut.push({ field, reason: 'nothing-to-compare', distinct: column.values.length - 1 });
    await sources.pause();
  }
  return {
    fields: measured,
    leftOut,
    decisions: measureDecisions(type, k, decided, orders),
    short: neighbours[0]?.short ?? 0,
    tied: neighbours[0]?.tied ?? 0,
  };
}
