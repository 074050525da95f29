import { TiaowenError } from './tiaowen-error.ts';

/** A command that puts an index right: `npm run ingest -- --rebuild` or `-- --rollback`. */
export type IndexMend = 'rebuild' | 'rollback';

/** The saved index does not fit this program or its embedder; the message names what is broken and the commands that mend it. */
export class IndexFormatError extends TiaowenError {
  readonly code = 'index-format';
  /** What was found to mend it; empty where the files have to be given again. */
  readonly mends: readonly IndexMend[];

  constructor(message: string, options?: { cause?: unknown; mends?: readonly IndexMend[] }) {
    super(message, options);
    this.mends = options?.mends ?? [];
  }
}
