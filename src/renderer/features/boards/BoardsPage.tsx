import { Heart, Plus } from 'lucide-react';
import type { Catalog } from '../../../contract/catalogs.ts';
import { useCall } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { formatCounted } from '../../components/format.ts';
import { navigate } from '../../shell/navigation.ts';
import { SidePane } from '../../shell/panes/SidePane.tsx';
import { type PaneDefinition, usePanes } from '../../shell/panes/usePanes.ts';
import { StatusBar } from '../../shell/StatusBar.tsx';
import { useShortcuts } from '../../shell/shortcuts.ts';
import { FilterChips } from '../products/facets/FilterChips.tsx';
import { libraryFrom } from '../products/libraryAddress.ts';
import { undoShortcuts } from '../search/decisions.ts';
import { BoardList } from './BoardList.tsx';
import { BoardView } from './BoardView.tsx';
import { boardNameSheet } from './boardSheets.ts';
import type { BoardsAddress } from './boardsAddress.ts';
import { UserList } from './UserList.tsx';
import { UserView } from './UserView.tsx';
import './BoardsPage.css';

const panes = [
  { id: 'boards', label: 'Boards', side: 'left', width: 'leftWidth', key: 'B' },
] as const satisfies readonly PaneDefinition[];

/** Narrower, and the list of boards makes room for the shelves and pictures. */
const comfortPx = 540;

export interface BoardsPageProps {
  readonly catalog: Catalog;
  readonly address: BoardsAddress;
}

/** The boards on the left; what is liked and disliked on one, and what it recommends, beside them. */
export function BoardsPage({ catalog, address }: BoardsPageProps) {
  const [list] = usePanes(panes, comfortPx);
  const { data, error } = useCall('boards.list', {});
  const boards = data?.boards ?? [];
  const board =
    boards.find(({ name }) => name === address.board) ?? (address.board === null ? boards[0] : undefined);

  useShortcuts({
    ...undoShortcuts,
    escape: () => navigate(libraryFrom(address)),
  });

  return (
    <>
      <div className="columns">
        <SidePane pane={list}>
          <div className="board-lists">
            <BoardList
              boards={boards}
              current={address.user === null ? (board?.name ?? null) : null}
              address={address}
            />
            <UserList address={address} />
          </div>
        </SidePane>
        <main id="main" className="pane-main">
          {address.user !== null ? (
            <UserView key={address.user} id={address.user} address={address} />
          ) : error !== null ? (
            <div className="board-notice">
              <h1 className="screen-reader-only">Boards</h1>
              <ErrorNote title="The boards could not be listed." failure={error} />
            </div>
          ) : board !== undefined ? (
            <BoardView key={board.name} board={board} address={address} />
          ) : data === undefined ? null : (
            <NoBoard address={address} hasBoards={boards.length > 0} />
          )}
        </main>
      </div>
      <StatusBar runtime={catalog.runtime} panes={[list]}>
        <span>{formatCounted(boards.length, 'board')}</span>
        <FilterChips view={address.view} withoutText />
      </StatusBar>
    </>
  );
}

function NoBoard({ address, hasBoards }: { readonly address: BoardsAddress; readonly hasBoards: boolean }) {
  const isGone = address.board !== null && hasBoards;
  return (
    <>
      <h1 className="screen-reader-only">Boards</h1>
      <EmptyState
        icon={<Heart size={32} />}
        title={isGone ? `There is no board ${address.board}` : 'Collect a taste, get recommendations'}
        actions={
          <>
            <Button
              variant="primary"
              icon={<Plus size={14} aria-hidden />}
              onPress={() => boardNameSheet.show({})}
            >
              New board…
            </Button>
            <Button onPress={() => navigate(libraryFrom(address))}>Go to the library</Button>
          </>
        }
      >
        {isGone
          ? 'It was removed or has another name now. Choose one on the left, or press Z to undo.'
          : 'A board is a named set of products that someone likes, and some that they do not. In the library, choose products and press L: from the first one on, the board recommends what suits it.'}
      </EmptyState>
    </>
  );
}
