/** How much memory another process and those it started hold, as the operating system counts it. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Memory is short-lived in an import: looked at this often, its peak is seen. A look takes a tenth of a millisecond. */
const lookEveryMs = 50;
/** Elsewhere than on Linux a look starts a program. */
const lookSeldomMs = 500;

export interface MemoryWatch {
  /** Ends it. The most that was held at once, in bytes; null where this system does not tell. */
  stop(): Promise<number | null>;
}

/** Resident bytes of a process and all below it; null where this system does not tell, or the process is gone. */
export async function readTreeMemory(pid: number): Promise<number | null> {
  if (process.platform === 'linux') return readFromProc(pid);
  if (process.platform === 'win32') return null;
  return sumTree(await listProcesses(), pid);
}

/** Watches the tree of a process from now on. */
export function watchTreeMemory(pid: number): MemoryWatch {
  let peak: number | null = null;
  let isLooking = false;

  async function look(): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    const now = await readTreeMemory(pid);
    if (now !== null) peak = Math.max(peak ?? 0, now);
    isLooking = false;
  }

  const timer = setInterval(() => void look(), process.platform === 'linux' ? lookEveryMs : lookSeldomMs);
  return {
    async stop() {
      clearInterval(timer);
      await look();
      return peak;
    },
  };
}

function readFromProc(pid: number): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kibibytes = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0);
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
    return children.reduce((sum, child) => sum + (readFromProc(Number(child)) ?? 0), kibibytes * 1024);
  } catch {
    // It ended meanwhile.
    return null;
  }
}

interface Listed {
  readonly pid: number;
  readonly parent: number;
  readonly bytes: number;
}

async function listProcesses(): Promise<Listed[]> {
  const { promise, resolve } = Promise.withResolvers<string>();
  execFile('ps', ['-A', '-o', 'pid=,ppid=,rss='], { windowsHide: true }, (_error, output) => resolve(output));
  return parseProcesses(await promise);
}

/** Lines of `ps -o pid=,ppid=,rss=`; rss is in KiB. */
export function parseProcesses(output: string): Listed[] {
  return output.split('\n').flatMap((line) => {
    const [pid, parent, kibibytes] = line.trim().split(/\s+/).map(Number);
    if (pid === undefined || parent === undefined || kibibytes === undefined) return [];
    return [{ pid, parent, bytes: kibibytes * 1024 }];
  });
}

/** Null where the process is not among them. */
export function sumTree(processes: readonly Listed[], pid: number): number | null {
  const own = processes.find((one) => one.pid === pid);
  if (own === undefined) return null;
  return processes
    .filter(({ parent }) => parent === pid)
    .reduce((sum, child) => sum + (sumTree(processes, child.pid) ?? 0), own.bytes);
}
