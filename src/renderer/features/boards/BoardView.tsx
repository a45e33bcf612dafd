import { MoreHorizontal, Pencil, Trash2 } from 'lucide-react';
import type { Board, BoardProduct } from '../../../contract/boards.ts';
import { useCall } from '../../api/useCall.ts';
import { IconButton } from '../../components/controls/IconButton.tsx';
import { Menu } from '../../components/controls/Menu.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { markOnBoard, removeBoard } from './boardActions.ts';
import { boardNameSheet } from './boardSheets.ts';
import type { BoardsAddress } from './boardsAddress.ts';
import { Recommendations } from './Recommendations.tsx';
import { Shelf } from './Shelf.tsx';

export interface BoardViewProps {
  readonly board: Board;
  readonly address: BoardsAddress;
}

/** One board: what is liked and disliked on it as two shelves, and below what it recommends. */
export function BoardView({ board, address }: BoardViewProps) {
  const { name } = board;
  const { data, error } = useCall('boards.get', { name });
  const takeOff = (id: string) => void markOnBoard(name, [id], null);
  return (
    <div className="board">
      <header className="board-head">
        <h1 className="one-line">{name}</h1>
        <Menu
          label={`Board ${name}`}
          trigger={
            <IconButton label="Rename or remove the board">
              <MoreHorizontal size={16} aria-hidden />
            </IconButton>
          }
          entries={[
            {
              key: 'rename',
              label: 'Rename…',
              icon: <Pencil size={14} />,
              run: () => boardNameSheet.show({ renamed: name }),
            },
            {
              key: 'remove',
              label: 'Remove the board',
              icon: <Trash2 size={14} />,
              run: () => void removeBoard(name),
            },
          ]}
        />
      </header>
      {error === null ? (
        <div className="board-shelves">
          <Shelf
            label="Liked"
            products={newestFirst(data?.liked)}
            hint="Press L on a recommendation, or on products in the library."
            onTakeOff={takeOff}
          />
          <Shelf
            label="Disliked"
            isAgainst
            products={newestFirst(data?.disliked)}
            hint="Press U on what this taste should stay away from."
            onTakeOff={takeOff}
          />
        </div>
      ) : (
        <ErrorNote title="What is on the board could not be shown." failure={error} />
      )}
      {board.liked.length === 0 ? (
        <p className="board-without">
          {board.disliked.length === 0
            ? 'Nothing is liked on this board yet: like a product, and recommendations appear here.'
            : 'What is disliked alone says nothing of what to look for. Like a product, and recommendations appear here.'}
        </p>
      ) : (
        <Recommendations
          query={{ kind: 'board', name }}
          names={new Map((data?.liked ?? []).map((product) => [product.id, product.name]))}
          address={address}
          onMark={(id, opinion) => void markOnBoard(name, [id], opinion)}
        />
      )}
    </div>
  );
}

function newestFirst(products: readonly BoardProduct[] | undefined): readonly BoardProduct[] | null {
  return products?.toReversed() ?? null;
}
