import { useState } from 'react';
import type { GenerationValue } from '../../../contract/team.ts';
import { useAction, useCall } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { formatCounted } from '../../components/format.ts';
import { formatMoment } from './teamWords.ts';

/** The generations whose lists stand, how it is with them, and the way to take one back. */
export function GeneratedLists() {
  const { data, error } = useCall('team.generations', {});
  const [takenBack, setTakenBack] = useState('');
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
            <GenerationEntry key={generation.name} generation={generation} onTakenBack={setTakenBack} />
          ))}
        </ul>
      )}
      <p role="status" className="team-taken-back">
        {takenBack === '' ? '' : `Taken back for all: ${takenBack}. Undo brings them back.`}
      </p>
    </section>
  );
}

function GenerationEntry({
  generation,
  onTakenBack,
}: {
  readonly generation: GenerationValue;
  readonly onTakenBack: (about: string) => void;
}) {
  const { mutate, error, isPending } = useAction('team.takeBack');
  const { name, title, author, at, lists, state } = generation;
  const about = `${title}, ${author}, ${formatMoment(at)}`;
  // A button that is disabled meanwhile would lose the focus.
  const takeBack = () => {
    if (!isPending) mutate({ name }, { onSuccess: () => onTakenBack(about) });
  };
  return (
    <li className="team-generation">
      <div>
        <p>{state === 'here' ? `${about} · ${formatCounted(lists, 'list')}` : about}</p>
        <p className="quiet">{stateWords(generation)}</p>
        {error === null ? null : <ErrorNote title="These lists were not taken back." failure={error} />}
      </div>
      <Button aria-label={`Take back: ${about}`} onPress={takeBack}>
        Take back
      </Button>
    </li>
  );
}

function stateWords({ state, isCovered }: GenerationValue): string {
  switch (state) {
    case 'coming':
      return 'On their way to this machine. Until all are here, what was generated before is shown.';
    case 'missing':
      return 'Not shown: some are missing or damaged in the cluster. They are asked for again every ten seconds, and what was generated before is shown until then. If they stay away, somebody whose Twinset shows them takes them back and undoes that, which sends them anew.';
    case 'here':
      return isCovered ? 'Newer lists lie over all of them.' : 'Shown where no newer list is.';
  }
}
