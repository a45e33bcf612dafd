/** Fields as they were measured, their examples with names and pictures. */
import type { MeasuredField } from '../../contract/insight/quality.ts';
import type { ProductTable } from '../../core/lists/generation/productTable.ts';
import type { ProductReader } from '../../core/products/ports.ts';
import type { FieldAgreement } from '../../core/quality/agreement.ts';

type ShownProduct = MeasuredField['values'][number]['examples'][number]['product'];

export async function describeFields(
  products: Pick<ProductReader, 'recordsOf'>,
  table: ProductTable,
  fields: readonly FieldAgreement[],
): Promise<MeasuredField[]> {
  const rows = new Set(
    fields.flatMap(({ values }) =>
      values.flatMap(({ examples }) => examples.flatMap(({ row, disagreeing }) => [row, ...disagreeing])),
    ),
  );
  const ids = [...rows].map((row) => table.ids[row] ?? '');
  const records = await products.recordsOf(ids, []);
  const imageByRow = new Map([...rows].map((row, at) => [row, records[at]?.images[0]?.imageId ?? null]));

  return fields.map(({ values, ...field }) => {
    const column = table.column(field.field);
    const show = (row: number): ShownProduct => ({
      id: table.ids[row] ?? '',
      name: table.names[row] ?? '',
      imageId: imageByRow.get(row) ?? null,
      value: column.values[column.codeAt(row)] ?? '',
    });
    return {
      ...field,
      values: values.map(({ examples, ...value }) => ({
        ...value,
        examples: examples.map(({ row, agreeing, known, disagreeing }) => ({
          product: show(row),
          ...{ agreeing, known },
          disagreeing: disagreeing.map(show),
        })),
      })),
    };
  });
}
