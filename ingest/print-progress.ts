import type { WriteStream } from 'node:tty';
import type { IngestProgress } from './ingest-report.ts';
import { renderProgress } from './render-report.ts';

export interface ProgressPrinter {
  readonly show: (progress: IngestProgress) => void;
  readonly clear: () => void;
}

/** Progress in one line that is overwritten on a terminal; one line a stage elsewhere. */
export function createProgressPrinter(
  stream: Pick<WriteStream, 'write'> & { readonly isTTY?: boolean },
): ProgressPrinter {
  let lastStage = '';
  let isShown = false;
  return {
    show(progress) {
      if (stream.isTTY) {
        stream.write(`\r\u001b[K${renderProgress(progress)}`);
        isShown = true;
      } else if (progress.stage !== lastStage) stream.write(`${renderProgress(progress)} …\n`);
      lastStage = progress.stage;
    },
    clear() {
      if (isShown) stream.write('\r\u001b[K');
      isShown = false;
    },
  };
}
