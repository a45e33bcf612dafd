import { FileInput } from 'lucide-react';
import { useState } from 'react';
import { useCall } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { SearchField } from '../../components/controls/SearchField.tsx';
import { formatCount, formatCounted } from '../../components/format.ts';
import { navigate, textOf } from '../../shell/navigation.ts';
import { usersSheet } from './boardSheets.ts';
import { type BoardsAddress, userAddress } from './boardsAddress.ts';

/** As many as anyone reads through; the rest is found by its id. */
const usersShown = 100;

/** The users whose events were imported. They are links, because every user has an address. */
export function UserList({ address }: { readonly address: BoardsAddress }) {
  const [text, setText] = useState('');
  const { data } = useCall('users.list', { text: text.trim(), limit: usersShown }, { keepPrevious: true });
  const users = data?.users ?? [];
  const hasUsers = users.length > 0 || text !== '';
  return (
    <nav className="board-list" aria-label="Users">
      <h2 className="board-list-title">Users</h2>
      <Button icon={<FileInput size={14} aria-hidden />} onPress={() => usersSheet.show({})}>
        {hasUsers ? 'Import and weights…' : 'Import what users did…'}
      </Button>
      {hasUsers ? (
        <SearchField label="Find a user" value={text} onChange={setText} placeholder="Part of an id" />
      ) : null}
      {data !== undefined && text !== '' && users.length === 0 ? (
        <p className="quiet">No user has that in their id.</p>
      ) : null}
      <ul>
        {users.map(({ id, events }) => {
          const target = userAddress(address.view, id);
          return (
            <li key={id}>
              <a
                className="board-link"
                href={textOf(target)}
                {...(id === address.user && { 'aria-current': 'page' as const })}
                onClick={(event) => {
                  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                  event.preventDefault();
                  navigate(target);
                }}
              >
                <span className="one-line">{id}</span>
                <span className="board-link-counts">{formatCounted(events, 'event')}</span>
              </a>
            </li>
          );
        })}
      </ul>
      {data !== undefined && data.total > users.length ? (
        <p className="quiet">{`The first ${usersShown} of ${formatCount(data.total)}: search for others.`}</p>
      ) : null}
    </nav>
  );
}
