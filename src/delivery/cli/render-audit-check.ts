import type { AuditCheck, BreakReason, ChainReport } from '../../audit/ports/audit-check.ts';

const REASONS: Readonly<Record<BreakReason, string>> = {
  'changed-line': '这一行与写入时不同',
  'wrong-previous': '这一行与上一行接不上（有行被改动、删去或插入）',
  'wrong-start': '文件的第一行与文件名或之前的文件不符',
  'missing-file': '之前的一个文件不见了',
};

/** What `npm run audit -- verify` prints for people. */
export function renderAuditCheck({ chains, hasExpected }: AuditCheck): string {
  const parts = chains.length > 0 ? chains.map(renderChain) : ['还没有审计日志'];
  if (hasExpected !== null) {
    parts.push(
      hasExpected ? '所给散列值：在日志中' : '所给散列值：不在日志中（日志被截短、改写，或已到期清理）',
    );
  }
  return `${parts.join('\n\n')}\n`;
}

function renderChain(chain: ChainReport): string {
  const { writer, days, lines, firstHash, lastHash, removedBefore, torn, lost, broken } = chain;
  return [
    `${writer}：${days} 天，${lines} 行，${broken ? '不完整' : '完整'}`,
    `  首行散列值 ${firstHash ?? '无'}`,
    `  末行散列值 ${lastHash ?? '无'}`,
    ...(removedBefore === null ? [] : [`  更早的日志（至 ${removedBefore}）已不在，应是到期清理`]),
    ...torn.map(({ file, line }) => `  断电残行：${file} 第 ${line} 行`),
    ...(lost === 0 ? [] : [`  因写入失败而未记录：${lost} 条`]),
    ...(broken ? [`  断点：${broken.file} 第 ${broken.line} 行，${REASONS[broken.reason]}`] : []),
  ].join('\n');
}
