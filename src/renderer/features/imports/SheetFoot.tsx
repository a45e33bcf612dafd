/** A phase of the import sheet gives its own buttons to the sheet's foot, so that the sheet stays while phases change. */
import { createContext, type ReactNode, useContext } from 'react';
import { createPortal } from 'react-dom';

export const FootContext = createContext<HTMLElement | null>(null);

export function SheetFoot({ children }: { readonly children: ReactNode }) {
  const foot = useContext(FootContext);
  return foot === null ? null : createPortal(children, foot);
}
