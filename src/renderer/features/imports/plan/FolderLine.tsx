import { Button } from '../../../components/controls/Button.tsx';

interface FolderLineProps {
  readonly folder: string;
  /** What it holds; null while that is not known. */
  readonly words: string | null;
  readonly onChooseAnother: () => void;
  readonly autoFocus?: boolean;
}

/** The folder to be imported, and the way to another. */
export function FolderLine(props: FolderLineProps) {
  return (
    <div className="import-folder">
      <div className="import-source-words">
        <span className="import-path">{props.folder}</span>
        {props.words === null ? null : <span className="quiet">{props.words}</span>}
      </div>
      <Button autoFocus={props.autoFocus ?? false} onPress={props.onChooseAnother}>
        Another folder…
      </Button>
    </div>
  );
}
