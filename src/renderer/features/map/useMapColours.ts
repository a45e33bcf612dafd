/** The field that colours the map, and those by which its groups may be named. */
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Output } from '../../../contract/contract.ts';
import type { FieldScale } from '../../../contract/insight/mapColours.ts';
import { callQuery, useCall } from '../../api/useCall.ts';
import { emptyView } from '../../shell/viewInAddress.ts';
import { type Colouring, colourBy } from './legend/colouring.ts';

/** So many values are told apart in the table and in the names of groups. */
const mostValues = 1000;

export interface MapColours {
  /** Null where the map has one colour. */
  readonly field: string | null;
  readonly colouring: Colouring | null;
  /** A product's own value of the field that colours; null where there is none. */
  readonly valueAt: (index: number) => string | null;
  /** Those that groups may be named by; the first is that of the colours, where it has one. Null until all of them are there. */
  readonly scales: readonly FieldScale[] | null;
}

/** @param chosen null: the first field that tells products apart; empty: none */
export function useMapColours(layout: Output<'map.layout'> | undefined, chosen: string | null): MapColours {
  const { data } = useCall('products.facets', { view: { ...emptyView, sort: undefined } });
  const fields = data?.facets ?? [];
  const usual = fields.find(({ values }) => values.length >= 2)?.field ?? '';
  const field = chosen ?? usual;
  const { scales, isComplete } = useScales(layout, [...new Set([field, ...namingFields(fields)])]);
  const scale = scales[0] ?? null;
  return useMemo(
    () => ({
      field: field === '' ? null : field,
      colouring: scale === null ? null : colourBy(field, scale),
      valueAt: (index) => (scale === null ? null : valueIn(scale, index)),
      scales: data !== undefined && isComplete ? scales.filter((each) => each !== null) : null,
    }),
    [field, scale, scales, data, isComplete],
  );
}

/** In the order of the fields; null until they are known, and for an empty field. */
function useScales(
  layout: Output<'map.layout'> | undefined,
  fields: readonly string[],
): { readonly scales: readonly (FieldScale | null)[]; readonly isComplete: boolean } {
  const { answers, isComplete } = useQueries({
    queries: fields.map((field) => ({
      ...callQuery('map.colours', { method: layout?.method ?? 'umap', field, most: mostValues }),
      enabled: layout !== undefined && layout !== null && field !== '',
    })),
    // Keeps the answer the same as long as nothing in it has changed.
    combine: combineScales,
  });
  const scales = useMemo(
    () =>
      answers.map((answer) =>
        // A layout that was made meanwhile has other products.
        answer !== null &&
        answer.madeAt === layout?.madeAt &&
        lengthOf(answer.scale) === layout.points.ids.length
          ? answer.scale
          : null,
      ),
    [answers, layout],
  );
  return { scales, isComplete };
}

function combineScales(
  results: readonly { readonly data: Output<'map.colours'> | undefined; readonly isLoading: boolean }[],
): { answers: (Output<'map.colours'> | null)[]; isComplete: boolean } {
  return {
    answers: results.map(({ data }) => data ?? null),
    isComplete: results.every(({ isLoading }) => !isLoading),
  };
}

function lengthOf(scale: FieldScale): number {
  return scale.kind === 'values' ? scale.codes.length : scale.sizes.length;
}

/** With fewer values a field tells kinds apart, with more it tells products. */
const mostNaming = 300;
const mostNamingFields = 4;

/** Fields that groups may be named by: those that say most. */
function namingFields(facets: Output<'products.facets'>['facets']): string[] {
  return facets
    .filter(({ values, span }) => values.length >= 2 && values.length <= mostNaming && span === undefined)
    .sort((one, other) => other.values.length - one.values.length)
    .slice(0, mostNamingFields)
    .map(({ field }) => field);
}

function valueIn(scale: FieldScale, index: number): string | null {
  if (scale.kind === 'values') return scale.values[scale.codes[index] ?? -2]?.value ?? null;
  const size = scale.sizes[index] ?? null;
  if (size === null) return null;
  return scale.kind === 'numbers' ? String(size) : new Date(size).toISOString().slice(0, 10);
}
