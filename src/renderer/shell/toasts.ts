/** Short messages at the window's foot, and what a screen reader is told. */
import { create } from 'zustand';
import { asFailure } from '../../contract/failure.ts';

export interface ToastAction {
  readonly label: string;
  run(): void;
}

export interface Toast {
  readonly key: number;
  readonly kind: 'note' | 'error';
  readonly message: string;
  readonly action?: ToastAction;
}

interface ToastsState {
  readonly toasts: readonly Toast[];
  /** Read by the live region; the key makes the same words speak again. */
  readonly announcement: { readonly key: number; readonly text: string };
  dismiss(key: number): void;
}

export const useToasts = create<ToastsState>()((set) => ({
  toasts: [],
  announcement: { key: 0, text: '' },
  dismiss: (key) => set((state) => ({ toasts: state.toasts.filter((toast) => toast.key !== key) })),
}));

let lastKey = 0;

/** Shows a message for some seconds; errors stay until they are closed. Returns what takes it away. */
export function showToast(
  message: string,
  options: { kind?: Toast['kind']; action?: ToastAction } = {},
): () => void {
  lastKey += 1;
  const key = lastKey;
  const toast: Toast = {
    key,
    kind: options.kind ?? 'note',
    message,
    ...(options.action && { action: options.action }),
  };
  useToasts.setState((state) => ({ toasts: [...state.toasts.slice(-2), toast] }));
  return () => useToasts.getState().dismiss(key);
}

/** Says what did not come about, and why. @param what a sentence, for the person */
export function tellFailure(what: string, thrown: unknown): void {
  showToast(`${what} ${asFailure(thrown).message}`, { kind: 'error' });
}

/** Tells a screen reader, and shows nothing: counts and ends, not every tick. */
export function announce(text: string): void {
  lastKey += 1;
  useToasts.setState({ announcement: { key: lastKey, text } });
}
