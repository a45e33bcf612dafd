/** `twinset serve --catalog DIR`: the browser host, in its own process; its output is passed through. */
import { fork } from 'node:child_process';
import type { Command } from 'commander';
import { Option } from 'commander';
import { Failure } from '../contract/failure.ts';
import { engineArguments, findProcessEntry } from '../engine/installation.ts';
import type { OutputOptions } from './options.ts';
import { addConnectionOptions, addOutputOptions, collect, toPath, toPlace, whole } from './options.ts';

interface Words extends OutputOptions {
  readonly catalog?: string;
  readonly ca?: string;
  readonly credentials?: string;
  readonly port: number;
  readonly root?: string[];
}

export function addServeCommand(program: Command): void {
  const command = program
    .command('serve')
    .description('open the interface to a browser on this machine')
    .addOption(
      new Option('--catalog <dir|url>', 'open this catalog, or a shared one; default: none').argParser(
        toPlace,
      ),
    )
    .addOption(new Option('--port <number>', '0: any free port').argParser(whole(0, 65_535)).default(0))
    .addOption(
      new Option('--root <dir...>', 'a folder beside the home folder that it may use').argParser(collect),
    )
    .option('--open', 'print the address (there is no other way to open it from here)');
  addOutputOptions(addConnectionOptions(command)).action(serve);
}

async function serve(words: Words): Promise<void> {
  const server = fork(findProcessEntry('server/serverProcess.ts'), serverWords(words), {
    execArgv: [...process.execArgv, ...engineArguments],
    // The channel ends the server when this process is gone, however it went.
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    windowsHide: true,
  });
  const passOn = (signal: NodeJS.Signals): void => void server.kill(signal);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, passOn);
  const ended = await new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    server.on('error', reject);
    server.on('exit', (code, signal) => resolve(code ?? signal));
  });
  for (const signal of signals) process.off(signal, passOn);
  if (ended === 0) return;
  // Status 1 comes with the server's own line about what went wrong.
  if (ended === 1) process.exit(1);
  throw new Failure('internal', `The browser host ended unexpectedly (${ended}). Start it again.`);
}

function serverWords(words: Words): string[] {
  const roots = (words.root ?? []).flatMap((root) => ['--root', toPath(root)]);
  return [
    ...(words.catalog === undefined ? [] : ['--catalog', words.catalog]),
    ...(words.ca === undefined ? [] : ['--ca', words.ca]),
    ...(words.credentials === undefined ? [] : ['--credentials', words.credentials]),
    ...['--port', String(words.port)],
    ...roots,
    ...(words.json ? ['--json'] : []),
  ];
}
