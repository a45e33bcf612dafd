/** Which sheet stands over the window; at most one at a time. `Sheets.tsx` renders it. */
import { create } from 'zustand';
import { selectedIds } from '../features/products/selection.ts';

export type OpenSheet =
  /** Without a folder the sheet asks for one. */
  | { readonly name: 'import'; readonly folder?: string }
  /** Without ids the sheet offers the view and the whole catalog; `isJustThese` where nothing else is likely meant. */
  | { readonly name: 'export'; readonly ids?: readonly string[]; readonly isJustThese?: boolean }
  | { readonly name: 'settings' }
  | { readonly name: 'diagnostics' }
  | { readonly name: 'shortcuts' };

interface SheetsState {
  readonly open: OpenSheet | null;
  show(sheet: OpenSheet): void;
  close(): void;
}

export const useSheets = create<SheetsState>()((set) => ({
  open: null,
  show: (sheet) => set({ open: sheet }),
  close: () => set({ open: null }),
}));

/** The export sheet, for what is selected if anything is. */
export async function showExportSheet(): Promise<void> {
  const ids = await selectedIds();
  useSheets.getState().show({ name: 'export', ...(ids.length > 0 && { ids }) });
}
