/**
 * Fetches Electron's binary, which no npm package carries: the archive into Electron's own cache, with its progress, then Electron's
 * own installation from there. Ends with a sentence and status 1 where it cannot be had, soon where there is no connection.
 * `--package DIR`: the electron package; `--silence-ms N`: how long the other side may say nothing.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { giveUp, root, say } from './setup.mjs';

const { values } = parseArgs({
  options: {
    package: { type: 'string', default: join(root, 'node_modules', 'electron') },
    'silence-ms': { type: 'string', default: '20000' },
  },
});
const folder = values.package;
const silenceMs = Number(values['silence-ms']);
let toldPercent = 0;
/** What is fetched is what Electron's installation will look for. */
const target = { platform: process.platform, arch: process.arch };

try {
  await fetchArchive();
} catch (thrown) {
  giveUp(`Electron's binary could not be fetched: ${reasonOf(thrown)}. The next npm start tries again.`);
}
install();

async function fetchArchive() {
  const { downloadArtifact } = await import(
    pathToFileURL(createRequire(join(folder, 'package.json')).resolve('@electron/get')).href
  );
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const silence = watchSilence();
  say("fetching Electron's binary (once, about 120 MB; Ctrl-C stops it) …");
  try {
    await downloadArtifact({
      version,
      artifactName: 'electron',
      ...target,
      cacheRoot: process.env.electron_config_cache,
      checksums: JSON.parse(readFileSync(join(folder, 'checksums.json'), 'utf8')),
      downloadOptions: {
        quiet: true,
        signal: silence.signal,
        getProgressCallback(progress) {
          silence.heard();
          tell(progress);
        },
      },
    });
  } finally {
    silence.end();
  }
}

/** A signal that aborts once nothing was heard for a while. */
function watchSilence() {
  const controller = new AbortController();
  const giveUpNow = () => controller.abort(new Error(`nothing came for ${silenceMs / 1000} seconds`));
  let timer = setTimeout(giveUpNow, silenceMs);
  return {
    signal: controller.signal,
    heard() {
      clearTimeout(timer);
      timer = setTimeout(giveUpNow, silenceMs);
    },
    end: () => clearTimeout(timer),
  };
}

/** Every tenth is a line of its own, which a terminal and a log both can show. */
function tell({ percent }) {
  const tenth = Math.floor(percent * 10) * 10;
  if (tenth <= toldPercent) return;
  toldPercent = tenth;
  say(`Electron: ${tenth} %`);
}

/** Electron's own script finds the archive in the cache, unpacks it and notes where the binary is. */
function install() {
  const environment = {
    ...process.env,
    ELECTRON_INSTALL_PLATFORM: target.platform,
    ELECTRON_INSTALL_ARCH: target.arch,
    // Said in this way, it is not taken for a guess that is to be corrected.
    npm_config_arch: target.arch,
  };
  const done = spawnSync(process.execPath, [join(folder, 'install.js')], {
    env: environment,
    encoding: 'utf8',
  });
  if (done.status === 0) return;
  giveUp(`Electron's binary could not be unpacked: ${done.stderr.trim().split('\n')[0]}.`);
}

/** The innermost reason: what fetch says is only that it failed. */
function reasonOf(thrown) {
  const { cause } = thrown;
  if (cause instanceof AggregateError) return reasonOf(cause.errors[0]);
  return cause instanceof Error ? reasonOf(cause) : thrown.message.split('\n')[0];
}
