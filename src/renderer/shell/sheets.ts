/** Which sheet stands over the window; at most one at a time. Features define sheets, `app/` lists and renders them. */
import type { ComponentType, ReactElement } from 'react';
import { createElement } from 'react';
import { create } from 'zustand';

export interface OpenSheet {
  readonly name: string;
  /** What it was opened with, for the component that is registered under the name. */
  readonly props: object;
}

interface SheetsState {
  readonly open: OpenSheet | null;
  close(): void;
}

export const useSheets = create<SheetsState>()((set) => ({
  open: null,
  close: () => set({ open: null }),
}));

/** A sheet's name with what it is opened with. It stands apart from the component, so that anyone may open the sheet. */
export interface SheetName<Props extends object> {
  readonly name: string;
  show(props: Props): void;
}

export function defineSheet<Props extends object = Record<never, never>>(name: string): SheetName<Props> {
  return { name, show: (props) => useSheets.setState({ open: { name, props } }) };
}

/** A sheet as the one list of them has it. */
export interface RegisteredSheet {
  readonly name: string;
  render(open: OpenSheet): ReactElement;
}

/** Joins a sheet's name with the component that stands for it. */
export function registerSheet<Props extends object>(
  { name }: SheetName<Props>,
  component: ComponentType<Props>,
): RegisteredSheet {
  // The cast: only `show` of this very name, which takes Props, opens a sheet called so.
  return { name, render: (open) => createElement(component, open.props as Props) };
}
