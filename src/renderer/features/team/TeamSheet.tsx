import { useCall } from '../../api/useCall.ts';
import { useRunningJob } from '../../api/useJobs.ts';
import { Button } from '../../components/controls/Button.tsx';
import { TextField } from '../../components/controls/TextField.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { formatCounted, formatPercent } from '../../components/format.ts';
import { Sheet } from '../../components/layout/Sheet.tsx';
import { useSettings } from '../../shell/settings.ts';
import { useSheets } from '../../shell/sheets.ts';
import { ConflictEntry } from './ConflictEntry.tsx';
import { GeneratedLists } from './GeneratedLists.tsx';
import { OutsidePlace } from './OutsidePlace.tsx';
import { formatMoment, teamWords } from './teamWords.ts';
import { areAway, useOutsideThumbnails } from './useOutsideThumbnails.ts';
import { useTeam } from './useTeam.ts';
import './TeamSheet.css';

/** How it stands with the others, who they are, and what is to be settled with them. */
export function TeamSheet() {
  const close = useSheets((state) => state.close);
  const [settings, change] = useSettings();
  const team = useTeam();
  const { data, error } = useCall('team.conflicts', {});
  const people = useCall('team.people', {}).data;
  const embedding = useRunningJob('embed');
  const outside = useOutsideThumbnails();
  const conflicts = data?.conflicts ?? [];
  return (
    <Sheet
      title="Curating together"
      size="medium"
      onClose={close}
      footer={
        <Button variant="primary" autoFocus onPress={close}>
          Close
        </Button>
      }
    >
      {team === null ? null : (
        <section className="team-part">
          <h3>{teamWords(team, embedding?.progress ?? null, areAway(outside))}</h3>
          <p>
            {team.reason ??
              `What you decide is sent as you decide it, and what others decide comes within two seconds.`}
          </p>
          {team.waiting === 0 ? null : (
            <p>
              {`${formatCounted(team.waiting, 'change')} since ${formatMoment(team.since)} on this machine alone; sent when the cluster takes them.`}
            </p>
          )}
          {team.missingLists === 0 ? null : (
            <p>
              Some generated lists are not shown, because they are missing or damaged in the cluster. What
              happens next stands with them below.
            </p>
          )}
          {team.copying === null ? null : (
            <p>
              {`The catalog is copied to this machine, ${formatPercent(team.copying)} so far. Until all of it is here the cluster looks for look-alikes, which takes longer.`}
            </p>
          )}
          <TextField
            label="Your name, as others see it"
            value={settings.author}
            placeholder={team.author}
            onChange={(author) => change({ author })}
          />
        </section>
      )}
      {outside === null ? null : <OutsidePlace outside={outside} />}
      <section className="team-part">
        <h3>Conflicts</h3>
        {error === null ? null : <ErrorNote title="The conflicts could not be read." failure={error} />}
        {conflicts.length === 0 ? (
          <p className="quiet">None: nobody decided otherwise than you at the same time.</p>
        ) : (
          <ul className="team-list">
            {conflicts.map((conflict) => (
              <ConflictEntry key={conflict.id} conflict={conflict} />
            ))}
          </ul>
        )}
      </section>
      <GeneratedLists />
      <section className="team-part">
        <h3>Who works on a list</h3>
        {people === undefined || people.present.length + people.taken.length === 0 ? (
          <p className="quiet">Nobody else now.</p>
        ) : (
          <ul className="team-list">
            {people.present.map(({ author, lists }) => (
              <li key={`${author} ${JSON.stringify(lists)}`}>
                {`${author} looks at the list of ${lists.map(({ id }) => id).join(', ')}`}
              </li>
            ))}
            {people.taken.map(({ author, id, type, at, isOwn }) => (
              <li key={`${type} ${id}`}>
                {`${isOwn ? 'You' : author} took the list of ${id}, ${formatMoment(at)}`}
              </li>
            ))}
          </ul>
        )}
      </section>
    </Sheet>
  );
}
