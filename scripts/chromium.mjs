/** Finds a Chromium for the browser tests, and installs one where that can be done without asking. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { installDebian, quiet } from './installDebian.mjs';
import { say } from './setup.mjs';

const usual = [
  process.env.TWINSET_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Path of a Chromium or Chrome, or null. */
export function findChromium(node, { install }) {
  const found = installed();
  if (found !== null || !install) return found;
  say('installing Chromium for the browser tests …');
  if (!installDebian('chromium')) {
    quiet(node, [createRequire(import.meta.url).resolve('playwright/cli.js'), 'install', 'chromium']);
  }
  return installed();
}

function installed() {
  return [...usual, playwrightChromium()].find((path) => path && existsSync(path)) ?? null;
}

function playwrightChromium() {
  try {
    return createRequire(import.meta.url)('playwright').chromium.executablePath();
  } catch {
    return null;
  }
}
