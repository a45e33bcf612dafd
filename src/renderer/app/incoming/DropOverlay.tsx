import { FolderInput, ImageUp } from 'lucide-react';
import { useEffect, useState } from 'react';
import { transport } from '../../api/client.ts';
import { importSheet } from '../../features/imports/importIntent.ts';
import { importListsSheet } from '../../features/lists/importListsSheet.ts';
import { isDraggedOut } from '../../features/products/grid/dragOut.ts';
import { isImageFile, searchByImage } from '../../features/search/searchByImage.ts';
import { useSheets } from '../../shell/sheets.ts';
import { isWindowCovered } from '../../shell/shortcuts.ts';
import { showToast } from '../../shell/toasts.ts';
import { openPaths } from './openPaths.ts';
import './DropOverlay.css';

/** Says what a drop will do while files are held over the window, and does it. */
export function DropOverlay() {
  const [isOver, setIsOver] = useState(false);

  useEffect(() => {
    // Every element crossed sends an enter and a leave; only the last leave means that the files are gone.
    let depth = 0;
    // A picture of ours on its way out is no file to take in.
    const hasFiles = (event: DragEvent) =>
      event.dataTransfer?.types.includes('Files') === true && !isDraggedOut();
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth += 1;
      setIsOver(takesDrops());
    };
    const over = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    };
    const leave = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth -= 1;
      if (depth <= 0) setIsOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setIsOver(false);
      if (event.dataTransfer !== null && takesDrops()) takeDrop(event.dataTransfer);
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);

  if (!isOver) return null;
  return (
    <div className="drop-overlay" aria-hidden>
      <p>
        <FolderInput size={28} /> Drop a folder to import its images
      </p>
      <p>
        <ImageUp size={28} /> Drop an image to see its look-alikes
      </p>
    </div>
  );
}

/** As keys and commands do, a drop leaves alone what is open; only the sheet that asks for a folder takes one. */
function takesDrops(): boolean {
  return !isWindowCovered() || useSheets.getState().open?.name === importSheet.name;
}

function takeDrop(data: DataTransfer): void {
  const paths = [...data.files].flatMap((file) => transport.pathForFile(file) ?? []);
  if (paths.length > 0 && !isWindowCovered()) {
    void openPaths(paths);
    return;
  }
  const isFolder = data.items[0]?.webkitGetAsEntry()?.isDirectory === true;
  const file = data.files[0];
  if (isFolder) {
    const folder = file === undefined ? null : transport.pathForFile(file);
    if (folder === null)
      showToast('A browser does not say where a dropped folder lies. Choose it in the list instead.');
    importSheet.show(folder === null ? {} : { folder });
    return;
  }
  if (file === undefined) return;
  if (isTableFile(file)) void takeTable(file);
  else if (!isImageFile(file))
    showToast(`“${file.name}” is neither a folder nor an image.`, { kind: 'error' });
  else if (isWindowCovered()) showToast('Close this sheet to see the look-alikes of an image.');
  else void searchByImage(file);
}

/** Enough for a header. */
const headerBytes = 4096;

function isTableFile({ name }: File): boolean {
  return /\.(?:csv|tsv|txt)$/i.test(name);
}

/** An edited export is offered to be brought back. The browser gives the file, and the engine wants its place. */
async function takeTable(file: File): Promise<void> {
  const header = await file.slice(0, headerBytes).text();
  if (!header.includes('product_id') || !header.includes('recommended_id')) {
    showToast(`“${file.name}” is neither a folder nor an image.`, { kind: 'error' });
  } else if (isWindowCovered()) showToast('Close this sheet to import the lists.');
  else {
    showToast('A browser does not say where a dropped file lies. Choose it in the list instead.');
    importListsSheet.show({});
  }
}
