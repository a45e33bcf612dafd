import { Grid3x3 } from 'lucide-react';
import type { Page } from '../../shell/pages.ts';
import { MatrixPage } from './MatrixPage.tsx';
import { type MatrixAddress, matrixPlace } from './matrixAddress.ts';
import { openMatrix } from './openMatrix.ts';

export const page: Page<MatrixAddress> = {
  ...matrixPlace,
  title: 'Matrix',
  within: 'insight',
  icon: Grid3x3,
  shortcuts: {
    title: 'Similarity matrix',
    shortcuts: [
      {
        keys: [['S']],
        does: 'In the library and in look-alikes: how alike what is selected is, each with each',
      },
      { keys: [['←'], ['→'], ['↑'], ['↓']], does: 'Move from cell to cell' },
      { keys: [['Enter']], does: 'Compare the two products' },
    ],
  },
  productActions: [
    { key: 'matrix', label: 'Show similarity matrix', letter: 'S', icon: Grid3x3, run: openMatrix },
  ],
  render: (address, catalog) => <MatrixPage catalog={catalog} address={address} />,
};
