import { Heart, ThumbsDown, ThumbsUp } from 'lucide-react';
import type { Page } from '../../shell/pages.ts';
import { BoardsPage } from './BoardsPage.tsx';
import { markSheet } from './boardSheets.ts';
import { type BoardsAddress, boardsPlace } from './boardsAddress.ts';
import { boardsShortcuts } from './boardsShortcuts.ts';

export const page: Page<BoardsAddress> = {
  ...boardsPlace,
  title: 'Boards',
  icon: Heart,
  shortcuts: boardsShortcuts,
  productActions: [
    {
      key: 'like',
      label: 'Like on a board…',
      letter: 'L',
      icon: ThumbsUp,
      run: (ids) => markSheet.show({ ids, opinion: 'liked' }),
    },
    {
      key: 'dislike',
      label: 'Dislike on a board…',
      letter: 'U',
      icon: ThumbsDown,
      run: (ids) => markSheet.show({ ids, opinion: 'disliked' }),
    },
  ],
  render: (address, catalog) => <BoardsPage catalog={catalog} address={address} />,
};
