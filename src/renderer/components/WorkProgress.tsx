import { Button } from './controls/Button.tsx';
import { ProgressBar } from './ProgressBar.tsx';

export interface WorkProgressProps {
  readonly label: string;
  /** From 0 to 1; null while the end is not known. */
  readonly value: number | null;
  readonly isCancelling: boolean;
  readonly onCancel: () => void;
}

/** How far work is, and the way to end it, in a row of its owner's. */
export function WorkProgress({ label, value, isCancelling, onCancel }: WorkProgressProps) {
  return (
    <>
      <ProgressBar label={label} value={value} />
      <Button onPress={onCancel} isDisabled={isCancelling}>
        {isCancelling ? 'Cancelling…' : 'Cancel'}
      </Button>
    </>
  );
}
