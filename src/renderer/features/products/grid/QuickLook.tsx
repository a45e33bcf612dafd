import { ChevronLeft, ChevronRight, ScanSearch, X } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import type { ProductSummary } from '../../../../contract/products.ts';
import { Button } from '../../../components/controls/Button.tsx';
import { IconButton } from '../../../components/controls/IconButton.tsx';
import { ZoomablePicture } from '../../../components/pictures/ZoomablePicture.tsx';
import { fit, scaleAfterKey } from '../../../components/pictures/zoom.ts';
import '../../../components/layout/Sheet.css';
import './QuickLook.css';

export interface QuickLookProps {
  readonly product: ProductSummary;
  readonly onMove: (by: number) => void;
  readonly onOpen: () => void;
  readonly onClose: () => void;
}

/** One product as large as the window; the arrow keys go through the view. */
export function QuickLook({ product, onMove, onOpen, onClose }: QuickLookProps) {
  const [zoom, setZoom] = useState(fit);

  function actByKey(event: KeyboardEvent) {
    const isOnButton = event.target instanceof Element && event.target.closest('button') !== null;
    const isBack = event.key === 'ArrowLeft' || event.key === 'ArrowUp';
    const isOn = event.key === 'ArrowRight' || event.key === 'ArrowDown';
    const zoomed = scaleAfterKey(zoom, event.key);
    if (zoomed !== null) setZoom(zoomed);
    else if (isBack || isOn) onMove(isBack ? -1 : 1);
    else if (event.key === ' ' && !isOnButton) onClose();
    else if (event.key === 'Enter' && !isOnButton) onOpen();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      className="sheet-scrim quick-look-scrim"
    >
      <Modal className="sheet quick-look">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the dialog itself takes no key handler. */}
        <div className="sheet-dialog" role="presentation" onKeyDown={actByKey}>
          <Dialog className="sheet-dialog quick-look-frame" aria-label="Large picture">
            <div className="quick-look-picture">
              <ZoomablePicture
                key={product.id}
                imageId={product.imageId}
                alt={product.name}
                zoom={zoom}
                onZoom={setZoom}
              />
            </div>
            <div className="quick-look-foot">
              <IconButton label="Previous product" shortcut="←" onPress={() => onMove(-1)}>
                <ChevronLeft size={16} aria-hidden />
              </IconButton>
              <IconButton label="Next product" shortcut="→" onPress={() => onMove(1)}>
                <ChevronRight size={16} aria-hidden />
              </IconButton>
              <p className="quick-look-name one-line">
                <strong>{product.name || product.id}</strong> <span className="quiet">{product.id}</span>
              </p>
              <Button variant="primary" icon={<ScanSearch size={14} aria-hidden />} onPress={onOpen}>
                See look-alikes
              </Button>
              <IconButton label="Close" shortcut="Space" onPress={onClose}>
                <X size={16} aria-hidden />
              </IconButton>
            </div>
          </Dialog>
        </div>
      </Modal>
    </ModalOverlay>
  );
}
