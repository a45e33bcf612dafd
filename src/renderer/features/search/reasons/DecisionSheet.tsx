import type { FormEvent, ReactNode } from 'react';
import { Button } from '../../../components/controls/Button.tsx';
import { formatCounted } from '../../../components/format.ts';
import { Sheet } from '../../../components/layout/Sheet.tsx';
import { useSheets } from '../../../shell/sheets.ts';
import type { Candidate } from '../deciding.ts';
import './reasons.css';

interface DecisionSheetProps {
  /** What is done: "Reject". */
  readonly verb: string;
  readonly candidates: readonly Candidate[];
  /** Of its form, in the document. */
  readonly id: string;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

/** A decision that is asked for more than a key says; Enter in a field decides. */
export function DecisionSheet({ verb, candidates, id, onSubmit, children }: DecisionSheetProps) {
  const close = useSheets((state) => state.close);
  const [only] = candidates.length === 1 ? candidates : [];
  const what = only === undefined ? formatCounted(candidates.length, 'product') : only.name || only.id;
  return (
    <Sheet
      title={`${verb} ${what}`}
      size="small"
      onClose={close}
      footer={
        <>
          <Button onPress={close}>Cancel</Button>
          <Button variant="primary" type="submit" form={id}>
            {verb}
          </Button>
        </>
      }
    >
      <form
        id={id}
        className="reasons"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {children}
      </form>
    </Sheet>
  );
}
