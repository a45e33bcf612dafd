/** Runs a command that ends when this process does, and is told once what this process is told. */
import { spawn } from 'node:child_process';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** A signal again within this time is the same one: Ctrl-C comes from the terminal and once more from npm. */
const sameSignalMs = 1000;

const isWindows = process.platform === 'win32';

/**
 * The command is in a process group of its own, so that the terminal's Ctrl-C reaches this process alone, which passes it on: a second
 * one would end Electron before it has closed the catalog. It does not outlive this process: signals are passed on, the end of
 * this process's own parent is noticed, and the open channel tells the command when this process was killed.
 * @returns its exit status
 */
export function runChild(command, args, { cwd, env }) {
  const child = spawn(command, args, {
    cwd,
    env,
    detached: !isWindows,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  const passOn = createPassOn((signal) => child.kill(signal));
  for (const signal of signals) process.on(signal, passOn);
  const parentPid = process.ppid;
  const watch = setInterval(() => process.ppid !== parentPid && child.kill('SIGTERM'), 500);
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new Error(`${command} could not be started: ${error.message}`)));
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  }).finally(() => {
    clearInterval(watch);
    for (const signal of signals) process.off(signal, passOn);
  });
}

/**
 * Passes each signal on once. Windows tells every process of a console by itself, and knows no gentle way to tell one.
 * @param now a clock in milliseconds
 */
export function createPassOn(kill, now = () => performance.now()) {
  const lastMs = new Map();
  return (signal) => {
    const nowMs = now();
    const isSame = nowMs - (lastMs.get(signal) ?? Number.NEGATIVE_INFINITY) < sameSignalMs;
    if (isSame || (isWindows && signal === 'SIGINT')) return;
    lastMs.set(signal, nowMs);
    kill(signal);
  };
}
