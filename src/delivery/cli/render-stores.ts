import type { CarriedOver } from '../../stores/carry-over.ts';
import type { StoreCheck } from '../../stores/check-stores.ts';
import type { MendedStore } from '../../stores/mend-store.ts';

const FAILURES: Readonly<Record<NonNullable<StoreCheck['failure']>, string>> = {
  full: '磁盘空间不足',
  'read-only': '没有写权限或磁盘只读',
  damaged: '已损坏',
  missing: '文件不见了',
  busy: '被其他进程占用过久',
  io: '读写失败',
};

/** What `npm run stores -- check` prints: a line for each store, and what to do. */
export function renderStoreChecks(checks: readonly StoreCheck[], waiting: readonly string[]): string {
  if (checks.length === 0 && waiting.length === 0) return '还没有任何存储。\n';
  const lines = checks.map(({ store, file, failure, rows, damagedRows, findings }) => {
    if (failure === null) return `✓ ${store}：${rows} 条`;
    const lost = damagedRows > 0 ? `，读得出 ${rows} 条，损坏 ${damagedRows} 条` : '';
    const found = findings.map((finding) => `\n    ${finding}`).join('');
    return `✗ ${store}：${FAILURES[failure]}${lost}（${file}）${found}`;
  });
  const isDamaged = checks.some(({ failure }) => failure === 'damaged' || failure === 'missing');
  if (isDamaged) lines.push('请运行 npm run stores -- mend：原文件会改名保留，读得出的内容移入新文件。');
  if (waiting.length > 0)
    lines.push(`旧版数据尚未搬入：${waiting.join('、')}。请运行 npm run stores -- carry-over。`);
  return `${lines.join('\n')}\n`;
}

export function renderMended(mended: readonly MendedStore[]): string {
  const lines = mended.map(({ store, state, rescued, aside }) => {
    if (state === 'whole') return `✓ ${store}：完好`;
    if (state === 'failing') return `✗ ${store}：仍无法使用，请先检查磁盘与权限`;
    return `✓ ${store}：已重建，救回 ${rescued} 条${aside === null ? '' : `；原文件保留在 ${aside}`}`;
  });
  return `${lines.join('\n')}\n`;
}

export function renderCarriedOver(carried: readonly CarriedOver[]): string {
  if (carried.length === 0) return '没有旧版数据。\n';
  const lines = carried.map(
    ({ store, carried: count, kept }) => `✓ ${store}：搬入 ${count} 条${kept > 0 ? `，已有 ${kept} 条` : ''}`,
  );
  return `${lines.join('\n')}\n旧数据仍在原处，确认无误后可自行删除。\n`;
}
