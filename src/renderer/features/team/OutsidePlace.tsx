import { type FormEvent, useState } from 'react';
import type { OutsideThumbnails } from '../../../contract/cluster.ts';
import type { Input } from '../../../contract/contract.ts';
import { invalidate } from '../../api/queries.ts';
import { useAction } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Checkbox } from '../../components/controls/Checkbox.tsx';
import { TextField } from '../../components/controls/TextField.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';

/** Where thumbnails lie outside the cluster, how that is reached, and accepting it on this machine. */
export function OutsidePlace({ outside }: { readonly outside: OutsideThumbnails }) {
  const { kind, where, folder, isFollowed, problem } = outside;
  const [isChanging, setIsChanging] = useState(false);
  const isAsked = !isFollowed || isChanging;
  return (
    <section className="team-part">
      <h3>Thumbnails</h3>
      <p>
        {kind === 'folder' ? 'They are in a folder that the team shares:' : 'They are in an object store:'}{' '}
        <strong className="team-place">{where}</strong>
      </p>
      {folder === null || folder === where ? null : (
        <p>
          On this machine: <strong className="team-place">{folder}</strong>
        </p>
      )}
      {isFollowed ? null : (
        <p>
          Whoever published the catalog says so. Until you accept it, this machine reads and writes nothing
          there, and shows originals where they are within reach. Accept it if you know this place.
        </p>
      )}
      {problem === null ? null : <p role="alert">{problem}</p>}
      {isAsked ? (
        <FollowForm key={where} outside={outside} onDone={() => setIsChanging(false)} />
      ) : (
        <div className="team-ways">
          <Button onPress={() => setIsChanging(true)}>
            {kind === 'folder' ? 'It is elsewhere here…' : 'Other keys…'}
          </Button>
        </div>
      )}
    </section>
  );
}

interface FollowFormProps {
  readonly outside: OutsideThumbnails;
  readonly onDone: () => void;
}

function FollowForm({ outside, onDone }: FollowFormProps) {
  const { kind, where } = outside;
  const { mutateAsync, error, isPending } = useAction('cluster.followThumbnails');
  const [folder, setFolder] = useState(outside.folder ?? where);
  const [keyId, setKeyId] = useState('');
  const [secret, setSecret] = useState('');
  const [region, setRegion] = useState('');
  const [isKept, setIsKept] = useState(true);

  function orderOf(): Input<'cluster.followThumbnails'> {
    if (kind === 'folder') return { where, folder: folder.trim() };
    if (keyId === '' && secret === '') return { where };
    return { where, isKept, keys: { keyId, secret, ...(region !== '' && { region }) } };
  }

  function follow(event: FormEvent): void {
    event.preventDefault();
    if (isPending || (kind === 'folder' && folder.trim() === '')) return;
    mutateAsync(orderOf()).then(
      () => {
        void invalidate(['cluster.thumbnails']);
        onDone();
      },
      // It stands below.
      () => undefined,
    );
  }

  return (
    <form className="team-follow" onSubmit={follow}>
      {kind === 'folder' ? (
        <TextField
          label="Where it is on this machine"
          value={folder}
          onChange={setFolder}
          description="The full path of the folder, as its drive is mounted here."
        />
      ) : (
        <>
          <div className="team-keys">
            <TextField label="Access key" value={keyId} onChange={setKeyId} />
            <TextField label="Secret key" type="password" value={secret} onChange={setSecret} />
            <TextField label="Region" value={region} onChange={setRegion} placeholder="us-east-1" />
          </div>
          <p className="quiet">
            Leave them empty where they are kept already, or where anybody may read there.
          </p>
          <Checkbox isSelected={isKept} onChange={setIsKept}>
            Keep these on this machine, for you alone
          </Checkbox>
        </>
      )}
      {error === null ? null : <ErrorNote title="Thumbnails cannot be had from there" failure={error} />}
      <div className="team-ways">
        <Button type="submit">{isPending ? 'Looking there…' : 'Accept and show thumbnails'}</Button>
      </div>
    </form>
  );
}
