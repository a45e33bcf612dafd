/** Where the whole catalog is shown: the view says which products, and in which order. */
import type { Address, Place } from '../../shell/address.ts';
import { leave } from '../../shell/navigation.ts';

export interface LibraryAddress extends Address {
  readonly page: 'library';
}

export const libraryPlace: Place<LibraryAddress> = {
  name: 'library',
  paths: ['library'],
  read: ({ view, product }) => ({ page: 'library', view, product }),
  write: () => 'library',
  enter: ({ view, product }) => ({ page: 'library', view, product }),
};

export function isLibrary(address: Address): address is LibraryAddress {
  return address.page === libraryPlace.name;
}

/** The library with the same filters; the product that it was about has the focus there. */
export function libraryFrom(address: Address): LibraryAddress {
  return isLibrary(address) ? address : { page: 'library', ...leave(address) };
}
