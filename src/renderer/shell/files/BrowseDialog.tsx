import { Button } from '../../components/controls/Button.tsx';
import { Sheet } from '../../components/layout/Sheet.tsx';
import { BrowsePane } from './BrowsePane.tsx';

export interface BrowseDialogProps {
  readonly title: string;
  readonly extensions: readonly string[];
  readonly roots: readonly string[];
  readonly startPath?: string;
  readonly onChoose: (path: string) => void;
  readonly onClose: () => void;
}

/** Chooses one file, in the browser host; Electron has the system's own dialog. */
export function BrowseDialog({ title, extensions, roots, startPath, onChoose, onClose }: BrowseDialogProps) {
  return (
    <Sheet title={title} size="medium" onClose={onClose} footer={<Button onPress={onClose}>Cancel</Button>}>
      <BrowsePane
        extensions={extensions}
        roots={roots}
        {...(startPath !== undefined && { startPath })}
        onShow={() => undefined}
        onChooseFile={onChoose}
      />
    </Sheet>
  );
}
