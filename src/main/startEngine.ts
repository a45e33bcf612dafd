/** The engine of the desktop app: a plain Node process, never Electron's own (sharp crashes inside Electron on Linux). */
import { join } from 'node:path';
import { app } from 'electron';
import type { Failure } from '../contract/failure.ts';
import type { EngineOptions } from '../engine/engine.ts';
import { findProcessEntry } from '../engine/installation.ts';
import type { EngineClient } from '../engine/processes/engineClient.ts';
import { gaveUp, startEngineProcess } from '../engine/processes/engineClient.ts';
import { logCrash } from './crashLog.ts';
import type { LogFile } from './logFile.ts';

/**
 * @param log takes what the engine and its processes write
 * @param onGaveUp told when the engine stopped again and again and is not started any more
 */
export function startEngine(
  options: EngineOptions,
  log: LogFile,
  onGaveUp: (failure: Failure) => void,
): Promise<EngineClient> {
  log.write(`${new Date().toISOString()} Twinset ${app.getVersion()} starts its engine\n`);
  return startEngineProcess({
    nodePath: findNode(),
    entry: findProcessEntry('engine/processes/engineProcess.ts'),
    options,
    onOutput: (text) => {
      log.write(text);
      // From a checkout there is a terminal to see it in.
      if (!app.isPackaged) process.stderr.write(text);
    },
    onExit: ({ code, signal, restartInMs }) => {
      const next = restartInMs === null ? 'stays down' : `starts again in ${restartInMs} ms`;
      logCrash(`engine: ${signal ?? `status ${code}`}, ${next}`);
      if (restartInMs === null) onGaveUp(gaveUp());
    },
  });
}

/** A packaged app carries its own; from a checkout it is the one that ran `npm start`. */
function findNode(): string {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  if (app.isPackaged) return join(process.resourcesPath, 'node', name);
  return process.env['TWINSET_NODE'] ?? process.env['npm_node_execpath'] ?? name;
}
