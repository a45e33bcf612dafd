import { useState } from 'react';
import type { Product } from '../../../../contract/products.ts';
import { client } from '../../../api/client.ts';
import { invalidate, refreshLists } from '../../../api/queries.ts';
import { useCall } from '../../../api/useCall.ts';
import { Button } from '../../../components/controls/Button.tsx';
import { LinkButton } from '../../../components/controls/LinkButton.tsx';
import { TextField } from '../../../components/controls/TextField.tsx';
import { ErrorNote } from '../../../components/ErrorNote.tsx';
import { formatCounted } from '../../../components/format.ts';
import { Sheet } from '../../../components/layout/Sheet.tsx';
import { useSheets } from '../../../shell/sheets.ts';
import { showToast, tellFailure } from '../../../shell/toasts.ts';
import { fieldName } from '../fieldName.ts';
import { correctionWords } from './correctionWords.ts';
import './CorrectSheet.css';

export interface CorrectSheetProps {
  readonly id: string;
  readonly fields: readonly string[];
}

/** What a product says in every field: what is changed here lies over the metadata. */
export function CorrectSheet({ id, fields }: CorrectSheetProps) {
  const close = useSheets((state) => state.close);
  const { data: product, error } = useCall('products.get', { id });
  if (product !== undefined) return <CorrectFields product={product} fields={fields} onClose={close} />;
  return (
    <Sheet title="Correct attributes" onClose={close} footer={<Button onPress={close}>Close</Button>}>
      {error === null ? (
        <p aria-busy="true">Looking…</p>
      ) : (
        <ErrorNote title="The product could not be shown." failure={error} />
      )}
    </Sheet>
  );
}

interface CorrectFieldsProps {
  readonly product: Product;
  readonly fields: readonly string[];
  readonly onClose: () => void;
}

function CorrectFields({ product, fields, onClose }: CorrectFieldsProps) {
  const { id, name, attributes, corrected } = product;
  /** Null: back to what the metadata says. */
  const [typed, setTyped] = useState<ReadonlyMap<string, string | null>>(new Map());
  const [isSaving, setIsSaving] = useState(false);
  const values = [...typed].filter(([field, value]) =>
    value === null ? field in corrected : value.trim() !== (attributes[field] ?? ''),
  );

  async function save(): Promise<void> {
    setIsSaving(true);
    try {
      const trimmed = values.map(([field, value]) => ({ id, field, value: value?.trim() ?? null }));
      await client.call('repair.accept', { values: trimmed });
      await Promise.all([refreshLists(), invalidate(['products.get', 'products.list', 'products.facets'])]);
      showToast(`${formatCounted(values.length, 'value')} of ${id} corrected. Z takes it back.`);
      onClose();
    } catch (thrown) {
      setIsSaving(false);
      tellFailure('Nothing was corrected.', thrown);
    }
  }

  function set(field: string, value: string | null): void {
    setTyped(new Map([...typed, [field, value]]));
  }

  return (
    <Sheet
      title={`Correct ${name || id}`}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" isDisabled={values.length === 0 || isSaving} onPress={() => void save()}>
            {values.length === 0 ? 'Correct' : `Correct ${formatCounted(values.length, 'value')}`}
          </Button>
        </>
      }
    >
      <p className="quiet">
        What you write lies over the metadata, everywhere and in every export. No import overwrites it. An
        empty field means “no value”.
      </p>
      <div className="correct-fields">
        {fields.map((field) => {
          const correction = corrected[field];
          const said = attributes[field] ?? '';
          const wanted = typed.get(field);
          const isBack = wanted === null;
          return (
            <div key={field} className="correct-field">
              <TextField
                label={fieldName(field)}
                value={isBack ? (correction?.metadata ?? '') : (wanted ?? said)}
                onChange={(value) => set(field, value)}
                {...(correction !== undefined &&
                  !isBack && { description: correctionWords(said, correction) })}
              />
              {correction === undefined || isBack ? null : (
                <LinkButton
                  label={`Back to what the metadata says: ${fieldName(field)}`}
                  onPress={() => set(field, null)}
                >
                  Back to what the metadata says
                </LinkButton>
              )}
            </div>
          );
        })}
      </div>
    </Sheet>
  );
}
