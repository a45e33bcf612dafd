import type { TeamStateValue } from '../../../contract/team.ts';
import { useCall } from '../../api/useCall.ts';

/** How curating together stands; null for a catalog on this machine, and until that is known. */
export function useTeam(): TeamStateValue | null {
  return useCall('team.state', {}).data?.team ?? null;
}
