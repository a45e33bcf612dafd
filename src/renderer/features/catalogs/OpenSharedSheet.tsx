import { type FormEvent, useState } from 'react';
import type { OpenConnection } from '../../../contract/cluster.ts';
import { asFailure, type Failure } from '../../../contract/failure.ts';
import { isClusterAddress } from '../../../contract/paths.ts';
import { client } from '../../api/client.ts';
import { invalidate } from '../../api/queries.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Checkbox } from '../../components/controls/Checkbox.tsx';
import { TextField } from '../../components/controls/TextField.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Sheet } from '../../components/layout/Sheet.tsx';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { ChooseFileButton } from '../../shell/files/ChooseFileButton.tsx';
import { useSheets } from '../../shell/sheets.ts';
import { dismissProblem } from './catalogActions.ts';
import type { OpenSharedIntent } from './openSharedSheet.ts';
import './OpenSharedSheet.css';

interface Asked {
  readonly address: string;
  readonly user: string;
  readonly password: string;
  /** Path of a certificate. */
  readonly ca: string | null;
  readonly isKept: boolean;
}

type Problem = { readonly kind: 'address' | 'login'; readonly text: string } | Failure;

/** Asks where a shared catalog lies, who one is there and whom it is trusted by. */
export function OpenSharedSheet({ address = '' }: OpenSharedIntent) {
  const close = useSheets((state) => state.close);
  const [asked, setAsked] = useState<Asked>({ address, user: '', password: '', ca: null, isKept: true });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isOpening, setIsOpening] = useState(false);
  const textOf = (kind: 'address' | 'login'): string | null =>
    problem !== null && 'kind' in problem && problem.kind === kind ? problem.text : null;

  function change(part: Partial<Asked>): void {
    setAsked({ ...asked, ...part });
    setProblem(null);
  }

  async function open(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isOpening) return;
    const missing = findMissing(asked);
    setProblem(missing);
    if (missing !== null) return;
    setIsOpening(true);
    try {
      await client.call('catalogs.open', {
        folder: completeAddress(asked.address),
        connection: connectionOf(asked),
      });
      dismissProblem();
      await invalidate(['catalogs.current', 'catalogs.recent']);
      close();
    } catch (thrown) {
      setProblem(asFailure(thrown));
    } finally {
      setIsOpening(false);
    }
  }

  return (
    <Sheet
      title="Open shared catalog"
      size="medium"
      onClose={close}
      footer={
        <>
          <Button onPress={close}>Cancel</Button>
          <Button variant="primary" type="submit" form="open-shared">
            {isOpening ? 'Opening…' : 'Open'}
          </Button>
        </>
      }
    >
      <form id="open-shared" className="open-shared" onSubmit={(event) => void open(event)}>
        <TextField
          label="Address"
          value={asked.address}
          onChange={(text) => change({ address: text })}
          placeholder="https://search.example:9200/shoes"
          description="Where your team’s catalog lies: an OpenSearch cluster, and the catalog’s name there."
          problem={textOf('address')}
          isFocused={address === ''}
        />
        <div className="open-shared-login">
          <TextField
            label="User"
            value={asked.user}
            onChange={(user) => change({ user })}
            isFocused={address !== ''}
            problem={textOf('login')}
          />
          <TextField
            label="Password"
            type="password"
            value={asked.password}
            onChange={(password) => change({ password })}
          />
        </div>
        <p className="quiet">
          Leave both empty where the cluster asks for nobody, or where they are kept already.
        </p>
        <div className="open-shared-certificate">
          <ChooseFileButton
            title="Choose the certificate of the cluster’s authority"
            extensions={['pem', 'crt', 'cer']}
            onChoose={(ca) => change({ ca })}
          >
            Certificate…
          </ChooseFileButton>
          {asked.ca === null ? (
            <span className="quiet">Only where the cluster’s authority is your own.</span>
          ) : (
            <>
              <span className="one-line open-shared-file" title={asked.ca}>
                {asked.ca}
              </span>
              <Button variant="quiet" onPress={() => change({ ca: null })}>
                Leave out
              </Button>
            </>
          )}
        </div>
        <Checkbox isSelected={asked.isKept} onChange={(isKept) => change({ isKept })}>
          Keep these on this machine, for you alone
        </Checkbox>
        {isOpening ? <ProgressBar label="Asking the cluster" value={null} /> : null}
        {problem === null || 'kind' in problem ? null : (
          <ErrorNote title="The catalog cannot be opened" failure={problem} />
        )}
      </form>
    </Sheet>
  );
}

function findMissing({ address, user, password }: Asked): Problem | null {
  if (address.trim() === '') return { kind: 'address', text: 'Type the address of the catalog.' };
  if ((user === '') === (password === '')) return null;
  return { kind: 'login', text: 'User and password belong together: give both, or neither.' };
}

/** TLS is meant where nothing is said. */
function completeAddress(text: string): string {
  const address = text.trim();
  return isClusterAddress(address) ? address : `https://${address}`;
}

function connectionOf({ user, password, ca, isKept }: Asked): Partial<OpenConnection> {
  return {
    isKept,
    ...(user !== '' && { login: { user, password } }),
    ...(ca !== null && { ca }),
  };
}
