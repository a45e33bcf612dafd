import { CircleAlert, X } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { Button } from '../components/controls/Button.tsx';
import { IconButton } from '../components/controls/IconButton.tsx';
import { useElementSize } from '../components/layout/useElementSize.ts';
import { type Toast, useToasts } from '../shell/toasts.ts';
import './Toasts.css';

const shownForMs = 6000;
/** With something to press in it. */
const shownForActionMs = 12_000;

/** The messages at the window's foot, and the live region that screen readers listen to. */
export function Toasts() {
  const toasts = useToasts((state) => state.toasts);
  const announcement = useToasts((state) => state.announcement);
  const stack = useRef<HTMLElement>(null);
  const { height } = useElementSize(stack);
  // Sheets end above the messages: none of their buttons is ever covered.
  useLayoutEffect(() => {
    const reach = height === 0 ? '0px' : `calc(${height}px + var(--status-height) + 2 * var(--space-3))`;
    document.documentElement.style.setProperty('--toasts-reach', reach);
  }, [height]);
  return (
    <>
      <div className="screen-reader-only" role="status" aria-live="polite" aria-atomic="true">
        <span key={announcement.key}>{announcement.text}</span>
      </div>
      <section
        ref={stack}
        className="toasts"
        aria-label="Messages"
        aria-live="polite"
        data-react-aria-top-layer="true"
      >
        {toasts.map((toast) => (
          <ToastCard key={toast.key} toast={toast} />
        ))}
      </section>
    </>
  );
}

function ToastCard({ toast }: { readonly toast: Toast }) {
  const dismiss = useToasts((state) => state.dismiss);
  useEffect(() => {
    if (toast.kind === 'error') return;
    const shownMs = toast.action === undefined ? shownForMs : shownForActionMs;
    const timer = setTimeout(() => dismiss(toast.key), shownMs);
    return () => clearTimeout(timer);
  }, [toast, dismiss]);

  const { action } = toast;
  return (
    <div className={`toast toast-${toast.kind}`}>
      {toast.kind === 'error' ? <CircleAlert size={16} aria-hidden /> : null}
      <span className="toast-message">{toast.message}</span>
      {action === undefined ? null : (
        <Button
          onPress={() => {
            dismiss(toast.key);
            action.run();
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton label="Dismiss" onPress={() => dismiss(toast.key)}>
        <X size={14} aria-hidden />
      </IconButton>
    </div>
  );
}
