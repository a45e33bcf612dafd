/** What an interface asks of the browser host itself; what needs a window is not here. */
import type { Handlers, HostMethod } from '../contract/contract.ts';
import { Failure } from '../contract/failure.ts';
import { productVersion } from '../engine/productVersion.ts';
import { browseFolder } from './browseFolder.ts';
import type { PathPolicy } from './pathPolicy.ts';

export function createHostCalls(policy: PathPolicy): Handlers<HostMethod> {
  return {
    'host.info': () => ({
      kind: 'browser',
      version: productVersion,
      platform: process.platform,
      roots: [...policy.roots],
      logFile: null,
    }),
    'host.browse': ({ path }) => browseFolder(policy, path),
    'host.chooseFolder': () => refuse('Choosing a folder'),
    'host.chooseFile': () => refuse('Choosing a file'),
    'host.chooseSaveFile': () => refuse('Choosing where to save'),
    'host.showFile': () => refuse('Showing a file in its folder'),
    // The page follows the setting itself; there is no window frame to colour.
    'host.setTheme': () => ({}),
    'host.takePaths': () => ({ paths: [] }),
    'host.editText': () => refuse('Undoing in a text field'),
    'host.prepareDrag': () => refuse('Dragging a file out'),
    'host.startDrag': () => refuse('Dragging a file out'),
  };
}

function refuse(what: string): never {
  throw new Failure('not-here', `${what} with the system's own window is not possible in the browser.`);
}
