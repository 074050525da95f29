import { TiaowenError } from './tiaowen-error.ts';

/**
 * Why a store cannot be used. `damaged`: what is in its file is not what was written; `missing`: its file is gone although it was made;
 * `busy`: another process held it too long.
 */
export type StoreFailure = 'full' | 'read-only' | 'damaged' | 'missing' | 'busy' | 'io';

/** One sentence for administrators, by reason. */
const SAID: Readonly<Record<StoreFailure, string>> = {
  full: '磁盘空间不足；腾出空间后自行恢复，不必重启',
  'read-only': '没有写权限或磁盘只读',
  damaged: '文件已损坏；请运行 npm run stores -- mend 修复（原文件会保留）',
  missing: '文件不见了；请放回原文件，或运行 npm run stores -- mend 重新建立',
  busy: '被其他进程占用过久',
  io: '读写失败',
};

/** A store in the data folder that cannot be read or written now. Answers do without it. */
export class StoreError extends TiaowenError {
  readonly code = 'store-unavailable';
  override readonly isRetryable = true;
  /** As its file is named: `conversations`. */
  readonly store: string;
  readonly reason: StoreFailure;

  constructor(store: string, reason: StoreFailure, options?: { cause?: unknown }) {
    super(`存储 ${store} 无法使用：${SAID[reason]}。`, options);
    this.store = store;
    this.reason = reason;
  }
}
