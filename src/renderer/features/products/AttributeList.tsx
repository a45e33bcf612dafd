import type { Attributes } from '../../../contract/products.ts';
import { fieldName } from './fieldName.ts';

export interface AttributeListProps {
  readonly attributes: Attributes;
  readonly fields: readonly string[];
}

/** The attributes that a product has, in the catalog's order. */
export function AttributeList({ attributes, fields }: AttributeListProps) {
  const given = fields.filter((field) => (attributes[field] ?? '') !== '');
  if (given.length === 0) return null;
  return (
    <dl className="attributes">
      {given.map((field) => (
        <AttributeRow key={field} name={fieldName(field)} value={attributes[field] ?? ''} />
      ))}
    </dl>
  );
}

function AttributeRow({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
