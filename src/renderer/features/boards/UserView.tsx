import { useCall } from '../../api/useCall.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { formatCounted } from '../../components/format.ts';
import type { BoardsAddress } from './boardsAddress.ts';
import { Recommendations } from './Recommendations.tsx';
import { Shelf } from './Shelf.tsx';

export interface UserViewProps {
  readonly id: string;
  readonly address: BoardsAddress;
}

/** One user: what speaks for and against in what they did, and below what suits them. */
export function UserView({ id, address }: UserViewProps) {
  const { data, error } = useCall('users.get', { id });
  return (
    <div className="board">
      <header className="board-head">
        <h1 className="one-line">{`User ${id}`}</h1>
        {data === undefined ? null : (
          <span className="quiet one-line">
            {formatCounted(data.events, 'event')}
            {data.lastAt === null ? '' : `, the last on ${data.lastAt.slice(0, 10)}`}
          </span>
        )}
      </header>
      {error !== null ? (
        <div className="board-notice">
          <ErrorNote title="This user could not be shown." failure={error} />
        </div>
      ) : (
        <>
          <div className="board-shelves">
            <Shelf
              label="Speaks for"
              products={data?.liked ?? null}
              hint="Nothing that they did speaks for a product."
            />
            <Shelf
              label="Speaks against"
              isAgainst
              products={data?.disliked ?? null}
              hint="Nothing speaks against one."
            />
          </div>
          {data?.liked.length === 0 ? (
            <p className="board-without">
              What they did says nothing of what to look for. Weigh the events otherwise, or import more.
            </p>
          ) : (
            <Recommendations
              query={{ kind: 'user', id }}
              names={new Map((data?.liked ?? []).map((product) => [product.id, product.name]))}
              address={address}
              onMark={null}
            />
          )}
        </>
      )}
    </div>
  );
}
