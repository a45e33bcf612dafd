/** What an interface asks of its host (the window, the browser server) and not of the engine. */
import { z } from 'zod';
import { method } from './method.ts';
import { pathSchema } from './paths.ts';

export const hostInfoSchema = z.object({
  kind: z.enum(['electron', 'browser']),
  version: z.string(),
  /** `darwin`, `win32`, `linux` …: decides which modifier key is shown. */
  platform: z.string(),
  /** Folders below which the browser host's picker may list; empty under Electron, which has native dialogs. */
  roots: z.array(z.string()),
  /** What the engine and its processes wrote; null where they write into the terminal that started them. */
  logFile: z.string().nullable(),
});

export const hostMethods = {
  'host.info': method({ input: z.object({}), output: hostInfoSchema }),
  /** Electron: the native dialogs; null when the person cancels. The browser host answers `not-here`: use `host.browse`. */
  'host.chooseFolder': method({
    input: z.object({ title: z.string() }),
    output: z.object({ path: z.string().nullable() }),
  }),
  'host.chooseFile': method({
    input: z.object({ title: z.string(), extensions: z.array(z.string()) }),
    output: z.object({ path: z.string().nullable() }),
  }),
  'host.chooseSaveFile': method({
    input: z.object({ title: z.string(), name: z.string() }),
    output: z.object({ path: z.string().nullable() }),
  }),
  /** Electron: shows the file in the system's file manager. */
  'host.showFile': method({ input: z.object({ path: pathSchema }), output: z.object({}) }),
  /** Browser host: what lies in a folder below the roots; without a path, the first root; of a file, what lies beside it. */
  'host.browse': method({
    input: z.object({ path: pathSchema.optional() }),
    output: z.object({
      path: z.string(),
      /** The file that the path named. */
      file: z.string().nullable(),
      parent: z.string().nullable(),
      folders: z.array(z.object({ name: z.string(), path: z.string() })),
      files: z.array(z.object({ name: z.string(), path: z.string() })),
    }),
  }),
  'host.setTheme': method({
    input: z.object({ theme: z.enum(['system', 'light', 'dark']) }),
    output: z.object({}),
  }),
  /** Absolute paths that the system gave to the app since this was asked last, oldest first: to be opened. */
  'host.takePaths': method({ input: z.object({}), output: z.object({ paths: z.array(z.string()) }) }),
  /** Electron: undoes or redoes in the text field that has the focus. */
  'host.editText': method({ input: z.object({ action: z.enum(['undo', 'redo']) }), output: z.object({}) }),
  /** Electron: finds the products' image files, so that a drag that began in the page can go on as one of them. */
  'host.prepareDrag': method({
    input: z.object({ ids: z.array(z.string()).min(1).max(200) }),
    output: z.object({}),
  }),
  /** Electron: goes on with what was prepared last. Only while the button is still held: a drag that has ended would drop at once. */
  'host.startDrag': method({ input: z.object({}), output: z.object({}) }),
};

export const hostEvents = {
  /** A menu command. */
  'host.command': z.object({
    command: z.enum([
      'open-folder',
      'open-shared',
      'close-catalog',
      'export',
      'import-lists',
      'settings',
      'diagnostics',
      'shortcuts',
      'back',
      'forward',
      'find',
      'undo',
      'redo',
      'about',
    ]),
  }),
  /** The system gave the app something to open: `host.takePaths` has it. */
  'host.pathsGiven': z.object({}),
};

export type HostInfo = z.infer<typeof hostInfoSchema>;
