import { useEffect } from 'react';
import { isImageFile, searchByImage } from '../../features/search/searchByImage.ts';
import { isTyping, isWindowCovered } from '../../shell/shortcuts.ts';

/** An image pasted anywhere but into a text field: its look-alikes. */
export function usePastedImage(): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const image = [...(event.clipboardData?.files ?? [])].find(isImageFile);
      if (image === undefined || isTyping(event.target) || isWindowCovered()) return;
      event.preventDefault();
      void searchByImage(image);
    };
    window.addEventListener('paste', paste);
    return () => window.removeEventListener('paste', paste);
  }, []);
}
