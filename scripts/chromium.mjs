/** Finds a Chromium for the browser tests, and installs one where that can be done without asking. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { installDebian, mayInstallDebian, quiet } from './installDebian.mjs';
import { say } from './setup.mjs';

/** Debian's package of the Chromium that draws pages and has no window around them: a page takes half the processor time. */
const windowless = 'chromium-headless-shell';
const best = [process.env.TWINSET_CHROMIUM, `/usr/bin/${windowless}`];
const usual = [
  ...best,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Path of a Chromium or Chrome, or null. With `install`, of the best that can be had. */
export function findChromium(node, { install }) {
  const isEnough = firstOf(best) !== null || (installed() !== null && !mayInstallDebian());
  if (isEnough || !install) return installed();
  say('installing Chromium for the browser tests …');
  if (!installDebian(windowless))
    quiet(node, [createRequire(import.meta.url).resolve('playwright/cli.js'), 'install', 'chromium']);
  else if (installed() === null) installDebian('chromium');
  return installed();
}

function installed() {
  return firstOf([...usual, playwrightChromium()]);
}

function firstOf(paths) {
  return paths.find((path) => path && existsSync(path)) ?? null;
}

function playwrightChromium() {
  try {
    return createRequire(import.meta.url)('playwright').chromium.executablePath();
  } catch {
    return null;
  }
}
