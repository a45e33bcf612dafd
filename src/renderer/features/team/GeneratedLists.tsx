import type { GenerationValue } from '../../../contract/team.ts';
import { refreshLists } from '../../api/queries.ts';
import { useAction, useCall } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { formatCounted } from '../../components/format.ts';
import { offerUndo } from '../lists/offerUndo.ts';
import { formatMoment } from './teamWords.ts';

/** The generations whose lists stand, how it is with them, and the way to take one back. */
export function GeneratedLists() {
  const { data, error } = useCall('team.generations', {});
  const generations = data?.generations ?? [];
  return (
    <section className="team-part">
      <h3>Generated lists</h3>
      {error === null ? null : <ErrorNote title="The generated lists could not be read." failure={error} />}
      {data === undefined || generations.length > 0 ? null : (
        <p className="quiet">None: what anybody generates or publishes here, all have.</p>
      )}
      {generations.length === 0 ? null : (
        <ul className="team-list">
          {generations.map((generation) => (
            <GenerationEntry key={generation.name} generation={generation} />
          ))}
        </ul>
      )}
    </section>
  );
}

function GenerationEntry({ generation }: { readonly generation: GenerationValue }) {
  const { mutateAsync, error, isPending } = useAction('team.takeBack');
  const { name, title, author, at, lists, state } = generation;
  const source = `${author}, ${formatMoment(at)}`;
  const about = `${title}, ${source}`;
  const words = stateWords(generation);
  // A button that is disabled meanwhile would lose the focus.
  const takeBack = () => {
    if (isPending) return;
    const offer = () => {
      void refreshLists();
      return offerUndo({
        operation: 'take-back-lists',
        done: `The lists of ${author} (${title}, ${formatMoment(at)}) are taken back for all.`,
        takenBack: `The lists of ${author} (${title}, ${formatMoment(at)}) stand again.`,
      });
    };
    // By then this entry may be gone. Why it was not taken back stands in it.
    mutateAsync({ name }).then(offer, () => undefined);
  };
  return (
    <li className="team-generation">
      <div>
        <p>{state === 'here' ? `${title} · ${formatCounted(lists, 'list')}` : title}</p>
        <p className="quiet">{source}</p>
        {words === null ? null : <p className={state === 'missing' ? '' : 'quiet'}>{words}</p>}
        {error === null ? null : <ErrorNote title="These lists were not taken back." failure={error} />}
      </div>
      <Button aria-label={`Take back: ${about}`} onPress={takeBack}>
        Take back
      </Button>
    </li>
  );
}

/** Null where they are shown. */
function stateWords({ state, isCovered }: GenerationValue): string | null {
  switch (state) {
    case 'coming':
      return 'On their way to this machine. Until all are here, what was generated before is shown.';
    case 'missing':
      return 'Not shown: some are missing or damaged in the cluster. They are asked for again every ten seconds, and what was generated before is shown until then. If they stay away, somebody whose Twinset shows them takes them back and undoes that, which sends them anew.';
    case 'here':
      return isCovered ? 'Not seen: newer lists lie over all of them.' : null;
  }
}
