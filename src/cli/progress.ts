/** Progress of long work: a bar on a terminal, JSON lines for a program, nothing otherwise. */
import type { OutputOptions } from './options.ts';
import { formatCount } from './print.ts';

export interface ProgressState {
  readonly done: number;
  /** Null while it is not known. */
  readonly total: number | null;
  /** Behind the bar: "12 failed, 30 images/s, 2 min left". */
  readonly remark: string;
}

export interface Progress {
  /** @param detail what a program gets, as `{"progress": detail}` */
  show(state: ProgressState, detail: unknown): void;
  /** Clears the bar, so that what follows stands on a fresh line. */
  end(): void;
}

const barWidth = 24;
/** A terminal that does not tell its width says 0. */
const assumedColumns = 80;
/** A person reads no faster. */
const redrawMs = 100;

export function showProgress(options: OutputOptions): Progress {
  if (options.progress && options.json) return jsonLines();
  if (process.stderr.isTTY) return bar(process.stderr);
  return options.progress ? textLines() : { show: () => undefined, end: () => undefined };
}

function jsonLines(): Progress {
  return {
    show: (_state, detail) => void process.stdout.write(`${JSON.stringify({ progress: detail })}\n`),
    end: () => undefined,
  };
}

function textLines(): Progress {
  return {
    show: (state) => void process.stderr.write(`${describe(state)}\n`),
    end: () => undefined,
  };
}

function bar(terminal: NodeJS.WriteStream): Progress {
  let drawnAt = 0;
  return {
    show(state) {
      const now = Date.now();
      const isLast = state.done === state.total;
      if (now - drawnAt < redrawMs && !isLast) return;
      drawnAt = now;
      const share = state.total === null || state.total === 0 ? 0 : Math.min(1, state.done / state.total);
      const filled = Math.round(share * barWidth);
      const line = `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${describe(state)}`;
      terminal.write(`\r\x1b[2K${line.slice(0, (terminal.columns || assumedColumns) - 1)}`);
    },
    end() {
      if (drawnAt > 0) terminal.write('\r\x1b[2K');
    },
  };
}

function describe({ done, total, remark }: ProgressState): string {
  const count = total === null ? formatCount(done) : `${formatCount(done)} of ${formatCount(total)}`;
  return remark === '' ? count : `${count}, ${remark}`;
}
