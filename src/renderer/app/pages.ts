/** The one list of pages, in the order of their tabs; the first is where one starts. */
import { page as boards } from '../features/boards/page.tsx';
import { page as insight } from '../features/charts/page.tsx';
import { page as compare } from '../features/compare/page.tsx';
import { page as duplicates } from '../features/duplicates/page.tsx';
import { page as exposure } from '../features/exposure/page.tsx';
import { page as history } from '../features/history/page.tsx';
import { page as map } from '../features/map/page.tsx';
import { page as matrix } from '../features/matrix/page.tsx';
import { page as library } from '../features/products/page.tsx';
import { page as quality } from '../features/quality/page.tsx';
import { page as lists } from '../features/queue/page.tsx';
import { page as repair } from '../features/repair/page.tsx';
import { page as lookAlikes } from '../features/search/page.tsx';
import type { Page } from '../shell/pages.ts';

export const pages: readonly Page[] = [
  library,
  lookAlikes,
  lists,
  compare,
  boards,
  map,
  duplicates,
  repair,
  insight,
  matrix,
  quality,
  exposure,
  history,
];
