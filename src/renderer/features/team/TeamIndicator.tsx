import { CloudOff, TriangleAlert, Users } from 'lucide-react';
import { useRunningJob } from '../../api/useJobs.ts';
import { Button } from '../../components/controls/Button.tsx';
import { teamSheet } from './teamSheet.ts';
import { teamWords } from './teamWords.ts';
import { areAway, useOutsideThumbnails, useReturningThumbnails } from './useOutsideThumbnails.ts';
import { useTeam } from './useTeam.ts';

/** How curating together stands, in the toolbar; nothing for a catalog on this machine. */
export function TeamIndicator() {
  const team = useTeam();
  const embedding = useRunningJob('embed');
  const outside = useOutsideThumbnails();
  useReturningThumbnails(outside);
  if (team === null) return null;
  const Icon =
    team.conflicts + team.missingLists > 0 || areAway(outside)
      ? TriangleAlert
      : team.kind === 'together'
        ? Users
        : CloudOff;
  return (
    <Button variant="quiet" icon={<Icon size={16} aria-hidden />} onPress={() => teamSheet.show({})}>
      {teamWords(team, embedding?.progress ?? null, areAway(outside))}
    </Button>
  );
}
