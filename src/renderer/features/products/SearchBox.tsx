import { useEffect, useRef, useState } from 'react';
import { SearchField } from '../../components/controls/SearchField.tsx';
import type { Address } from '../../shell/address.ts';
import { focusGrid } from '../../shell/focusGrid.ts';
import { currentAddress, navigate } from '../../shell/navigation.ts';
import { isLibrary, libraryFrom } from './libraryAddress.ts';

/** Typing settles this long before the catalog is searched. */
const settleMs = 120;

/** Brings the focus to the search box, its text selected. */
export function focusSearchBox(): void {
  const input = document.querySelector<HTMLInputElement>('.search-box input');
  input?.focus();
  input?.select();
}

/** Full-text search over names and ids; from every other page it leads to the library. */
export function SearchBox({ address }: { readonly address: Address }) {
  const { text } = address.view;
  const [draft, setDraft] = useState(text);
  const [lastText, setLastText] = useState(text);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  // The address changed by itself (back, a chip): it wins over the draft.
  if (text !== lastText) {
    setLastText(text);
    setDraft(text);
  }

  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );

  function search(wanted: string): void {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    const from = currentAddress();
    if (from.view.text === wanted.trim()) return;
    const library = libraryFrom(from);
    // One step back undoes the whole search, not one letter of it.
    const isFurther = isLibrary(from) && from.view.text !== '' && wanted.trim() !== '';
    setLastText(wanted.trim());
    navigate({ ...library, view: { ...library.view, text: wanted.trim() } }, { replace: isFurther });
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only passes the focus on from the field inside it.
    <div
      className="search-box"
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' && !(event.key === 'Escape' && draft === '')) return;
        event.preventDefault();
        focusGrid();
      }}
    >
      <SearchField
        label="Search names and ids"
        placeholder="Search names and ids"
        shortcut="/"
        value={draft}
        onChange={(next) => {
          setDraft(next);
          if (timer.current !== null) clearTimeout(timer.current);
          timer.current = setTimeout(() => search(next), next === '' ? 0 : settleMs);
        }}
        onSubmit={() => {
          search(draft);
          focusGrid();
        }}
      />
    </div>
  );
}
