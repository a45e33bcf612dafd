#!/usr/bin/env node
/**
 * Does with Debian's own dpkg-deb what electron-builder asks of fpm, which has no package that could be installed here: its words
 * become a control file, its `SOURCE=TARGET` pairs a tree. Uncompressed, since it is unpacked at once.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

const text = { type: 'string' };
const list = { type: 'string', multiple: true };
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    s: { ...text, short: 's' },
    t: { ...text, short: 't' },
    d: { ...list, short: 'd', default: [] },
    force: { type: 'boolean' },
    architecture: text,
    'after-install': text,
    'after-remove': text,
    description: text,
    version: text,
    package: text,
    name: text,
    maintainer: text,
    vendor: text,
    url: text,
    license: text,
    category: text,
    'deb-priority': text,
    'deb-recommends': { ...list, default: [] },
    'deb-compression': text,
  },
});

const tree = mkdtempSync(join(dirname(values.package), 'deb-'));
for (const pair of positionals) {
  const [source, target] = pair.split('=');
  mkdirSync(dirname(join(tree, target)), { recursive: true });
  must('cp', ['-al', source, join(tree, target)]);
}
const scripts = join(tree, 'DEBIAN');
mkdirSync(scripts);
for (const [name, source] of [
  ['postinst', values['after-install']],
  ['postrm', values['after-remove']],
]) {
  copyFileSync(source, join(scripts, name));
  chmodSync(join(scripts, name), 0o755);
}
writeFileSync(join(scripts, 'control'), control());
must('dpkg-deb', ['-Znone', '--root-owner-group', '--build', tree, values.package]);
rmSync(tree, { recursive: true });

function control() {
  const fields = {
    Package: values.name,
    Version: values.version,
    License: values.license,
    Vendor: values.vendor,
    Architecture: values.architecture,
    Maintainer: values.maintainer,
    Depends: values.d.join(', '),
    Recommends: values['deb-recommends'].join(', '),
    Section: values.category,
    Priority: values['deb-priority'],
    Homepage: values.url,
    Description: values.description,
  };
  const lines = Object.entries(fields).filter(([, value]) => value);
  return lines.map(([name, value]) => `${name}: ${value}\n`).join('');
}

function must(command, words) {
  const done = spawnSync(command, words, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (done.status !== 0) process.exit(1);
}
