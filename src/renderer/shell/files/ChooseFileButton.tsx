import { type ReactNode, useState } from 'react';
import { useAction, useCall } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { showToast } from '../toasts.ts';
import { BrowseDialog } from './BrowseDialog.tsx';

export interface ChooseFileButtonProps {
  /** Title of the dialog: "Choose a metadata file". */
  readonly title: string;
  readonly extensions: readonly string[];
  readonly startPath?: string;
  /** The last file is still being looked at; the button keeps the focus but does nothing. */
  readonly isBusy?: boolean;
  readonly onChoose: (path: string) => void;
  readonly children: ReactNode;
}

/** Asks for a file: by the system's dialog under Electron, by the folder picker in a browser. */
export function ChooseFileButton(props: ChooseFileButtonProps) {
  const [isBrowsing, setIsBrowsing] = useState(false);
  const host = useCall('host.info', {}).data;
  const choose = useAction('host.chooseFile');

  function ask() {
    if (props.isBusy === true) return;
    if (host?.kind !== 'electron') {
      setIsBrowsing(true);
      return;
    }
    choose.mutate(
      { title: props.title, extensions: [...props.extensions] },
      {
        onSuccess: ({ path }) => {
          if (path !== null) props.onChoose(path);
        },
        onError: (failure) => showToast(failure.message, { kind: 'error' }),
      },
    );
  }

  return (
    <>
      <Button isDisabled={host === undefined} onPress={ask}>
        {props.children}
      </Button>
      {!isBrowsing ? null : (
        <BrowseDialog
          title={props.title}
          extensions={props.extensions}
          roots={host?.roots ?? []}
          {...(props.startPath !== undefined && { startPath: props.startPath })}
          onClose={() => setIsBrowsing(false)}
          onChoose={(path) => {
            setIsBrowsing(false);
            props.onChoose(path);
          }}
        />
      )}
    </>
  );
}
