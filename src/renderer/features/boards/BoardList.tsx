import { Plus } from 'lucide-react';
import type { Board } from '../../../contract/boards.ts';
import { Button } from '../../components/controls/Button.tsx';
import { formatCount } from '../../components/format.ts';
import { navigate, textOf } from '../../shell/navigation.ts';
import { boardNameSheet } from './boardSheets.ts';
import { type BoardsAddress, boardAddress } from './boardsAddress.ts';

export interface BoardListProps {
  readonly boards: readonly Board[];
  readonly current: string | null;
  readonly address: BoardsAddress;
}

/** Every board with how many are liked and disliked on it. They are links, because every board has an address. */
export function BoardList({ boards, current, address }: BoardListProps) {
  return (
    <nav className="board-list" aria-label="Boards">
      <Button icon={<Plus size={14} aria-hidden />} onPress={() => boardNameSheet.show({})}>
        New board…
      </Button>
      {boards.length === 0 ? null : (
        <ul>
          {boards.map(({ name, liked, disliked }) => {
            const target = boardAddress(address.view, name);
            return (
              <li key={name}>
                <a
                  className="board-link"
                  href={textOf(target)}
                  {...(name === current && { 'aria-current': 'page' as const })}
                  onClick={(event) => {
                    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                    event.preventDefault();
                    navigate(target);
                  }}
                >
                  <span className="one-line">{name}</span>
                  <span className="board-link-counts">
                    {formatCount(liked.length)} liked
                    {disliked.length === 0 ? '' : ` · ${formatCount(disliked.length)} disliked`}
                  </span>
                </a>
              </li>
            );
          })}
        </ul>
      )}
    </nav>
  );
}
