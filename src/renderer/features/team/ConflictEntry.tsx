import type { ConflictValue } from '../../../contract/team.ts';
import { useAction } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { formatMoment } from './teamWords.ts';

/** What both sides say, and the two ways to settle it. */
export function ConflictEntry({ conflict: { id, at, things } }: { readonly conflict: ConflictValue }) {
  const { mutate, error, isPending } = useAction('team.settle');
  // A button that is disabled meanwhile would lose the focus.
  const settle = (keep: 'mine' | 'theirs') => {
    if (!isPending) mutate({ id, keep });
  };
  const [first] = things;
  const about = first?.about ?? '';
  return (
    <li>
      <table className="team-conflict">
        <caption>{about}</caption>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">{`Stands${first?.author == null ? '' : `: ${first.author}`}`}</th>
            <th scope="col">{`You, ${formatMoment(at)}`}</th>
          </tr>
        </thead>
        <tbody>
          {things.map((thing) => (
            <tr key={thing.about}>
              <th scope="row">{thing.about}</th>
              <td>{thing.theirs}</td>
              <td>{thing.mine}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {error === null ? null : <ErrorNote title="This was not settled." failure={error} />}
      <div className="team-ways">
        <Button aria-label={`Keep theirs: ${about}`} onPress={() => settle('theirs')}>
          Keep theirs
        </Button>
        <Button aria-label={`Make mine: ${about}`} onPress={() => settle('mine')}>
          Make mine
        </Button>
      </div>
    </li>
  );
}
