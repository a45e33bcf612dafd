/** Runs a command that ends when this process does, and is told once what this process is told. */
import { spawn } from 'node:child_process';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** A signal again within this time is the same one: Ctrl-C comes from the terminal and once more from npm. */
const sameSignalMs = 1000;

/** The status of a program that Ctrl-C ended there. */
const windowsCtrlC = 0xc000013a;

const isWindows = process.platform === 'win32';

/**
 * The command is in a process group of its own, so that the terminal's Ctrl-C reaches this process alone, which passes it on: a second
 * one would end Electron before it has closed the catalog. It does not outlive this process: signals are passed on, the end of
 * this process's own parent is noticed, and the open channel tells the command when this process was killed.
 * @param hasConsole false for a program with a window of its own
 * @returns its exit status
 */
export function runChild(command, args, { cwd, env, hasConsole = true }) {
  const child = spawn(command, args, {
    cwd,
    env,
    detached: !isWindows,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  const passOn = createPassOn((signal) => {
    if (!isWindows) child.kill(signal);
    // Windows tells every program of the console by itself, and has no gentle signal. A window's program has no console: it
    // closes when the channel does.
    else if (!hasConsole && child.connected) child.disconnect();
  });
  for (const signal of signals) process.on(signal, passOn);
  const parentPid = process.ppid;
  const watch = setInterval(() => process.ppid !== parentPid && child.kill('SIGTERM'), 500);
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new Error(`${command} could not be started: ${error.message}`)));
    child.on('exit', (code, signal) =>
      resolve(code === windowsCtrlC || signal === 'SIGINT' ? 130 : (code ?? 1)),
    );
  }).finally(() => {
    clearInterval(watch);
    for (const signal of signals) process.off(signal, passOn);
  });
}

/**
 * Passes each signal on once.
 * @param now a clock in milliseconds
 */
export function createPassOn(kill, now = () => performance.now()) {
  const lastMs = new Map();
  return (signal) => {
    const nowMs = now();
    const isSame = nowMs - (lastMs.get(signal) ?? Number.NEGATIVE_INFINITY) < sameSignalMs;
    if (isSame) return;
    lastMs.set(signal, nowMs);
    kill(signal);
  };
}
