import { useAction, useCall } from '../../api/useCall.ts';
import { LinkButton } from '../../components/controls/LinkButton.tsx';
import { showToast } from '../../shell/toasts.ts';
import { useLook } from './useLook.ts';
import { useTeam } from './useTeam.ts';
import './TeamSheet.css';

export interface ListPeopleProps {
  /** The product whose list it is. */
  readonly id: string;
  readonly type: string;
}

/** Who else is at this list, and whose it is; nothing for a catalog on this machine. */
export function ListPeople({ id, type }: ListPeopleProps) {
  const isShared = useTeam() !== null;
  useLook(id, type, isShared);
  const { data } = useCall('team.people', {}, { enabled: isShared });
  const options = {
    onError: ({ message }: Error) => showToast(message, { kind: 'error' }),
  };
  const take = useAction('team.take');
  const giveBack = useAction('team.giveBack');
  if (!isShared || data === undefined) return null;
  const here = data.present.filter(({ lists }) => lists.some((list) => list.id === id && list.type === type));
  const taken = data.taken.find((list) => list.id === id && list.type === type);
  return (
    <p className="list-people">
      <span role="status">{wordsOf([...new Set(here.map(({ author }) => author))], taken)}</span>
      {taken?.isOwn ? (
        <LinkButton onPress={() => giveBack.mutate({ id, type }, options)}>Give back</LinkButton>
      ) : (
        <LinkButton
          onPress={() =>
            take.mutate({ id, type, ...(taken !== undefined && { from: taken.author }) }, options)
          }
        >
          {taken === undefined ? 'Take this list' : 'Take over'}
        </LinkButton>
      )}
    </p>
  );
}

/** "Ann is here too. Ben took this list." */
function wordsOf(
  authors: readonly string[],
  taken: { readonly author: string; readonly isOwn: boolean } | undefined,
): string {
  const isHere =
    authors.length === 0 ? '' : `${authors.join(', ')} ${authors.length === 1 ? 'is' : 'are'} here too.`;
  const whose = taken === undefined ? '' : `${taken.isOwn ? 'You' : taken.author} took this list.`;
  return `${isHere} ${whose}`.trim();
}
