import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { IconButton } from '../controls/IconButton.tsx';
import './Sheet.css';

export interface SheetProps {
  readonly title: string;
  /** Widest extent: `small` 440 px, `medium` 640 px, `large` 960 px. */
  readonly size?: 'small' | 'medium' | 'large';
  /** Called by Esc, the close button and a click beside the sheet. */
  readonly onClose: () => void;
  /** Buttons at the foot, the primary one last. */
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

/** A modal dialog over the window. Focus is kept inside and goes back to where it was. */
export function Sheet({ title, size = 'medium', onClose, footer, children }: SheetProps) {
  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      className="sheet-scrim"
    >
      <Modal className={`sheet sheet-${size}`}>
        <Dialog className="sheet-dialog">
          <header className="sheet-header">
            <Heading slot="title" level={2} className="sheet-title">
              {title}
            </Heading>
            <IconButton label="Close" shortcut="Esc" onPress={onClose}>
              <X size={16} aria-hidden />
            </IconButton>
          </header>
          <div className="sheet-body">{children}</div>
          {footer === undefined ? null : <footer className="sheet-footer">{footer}</footer>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
