import type { Attributes, Product } from '../../../contract/products.ts';
import { correctionWords } from './correct/correctionWords.ts';
import { nameOfValue } from './facets/filterWords.ts';
import { fieldName } from './fieldName.ts';

export interface AttributeListProps {
  readonly attributes: Attributes;
  readonly fields: readonly string[];
  /** What the metadata says of those that were corrected. */
  readonly corrected?: Product['corrected'];
}

/** The attributes that a product has, in the catalog's order; also those that were corrected to have none. */
export function AttributeList({ attributes, fields, corrected = {} }: AttributeListProps) {
  const given = fields.filter((field) => (attributes[field] ?? '') !== '' || field in corrected);
  if (given.length === 0) return null;
  return (
    <dl className="attributes">
      {given.map((field) => (
        <AttributeRow
          key={field}
          name={fieldName(field)}
          value={attributes[field] ?? ''}
          correction={corrected[field]}
        />
      ))}
    </dl>
  );
}

interface AttributeRowProps {
  readonly name: string;
  readonly value: string;
  readonly correction: Product['corrected'][string] | undefined;
}

function AttributeRow({ name, value, correction }: AttributeRowProps) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {nameOfValue(value)}
        {correction === undefined ? null : (
          <span className="attribute-correction">{correctionWords(value, correction)}</span>
        )}
      </dd>
    </>
  );
}
