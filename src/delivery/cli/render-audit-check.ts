import type { AuditCheck, BreakReason, ChainReport, MissingEnd } from '../../audit/ports/audit-check.ts';

const REASONS: Readonly<Record<BreakReason, string>> = {
  'changed-line': '这一行与写入时不同，或签名不符',
  'wrong-previous': '这一行与上一行接不上（有行被改动、删去或插入）',
  'wrong-start': '文件的第一行与文件名或之前的文件不符',
  'missing-file': '之前的一个文件不见了',
  'unsigned-line': '之前的行都有签名，这一行没有',
};

/** What `npm run audit -- verify` prints for people; `hasKeys`: whether signatures were checked. */
export function renderAuditCheck(
  { chains, missing, hasExpected }: AuditCheck,
  { hasKeys }: { readonly hasKeys: boolean },
): string {
  const parts = chains.length > 0 ? chains.map((chain) => renderChain(chain, hasKeys)) : ['还没有审计日志'];
  if (missing.length > 0)
    parts.push(['封存时在、现已不见的末行：', ...missing.map(renderMissing)].join('\n'));
  if (hasExpected !== null) {
    parts.push(
      hasExpected
        ? '所给散列值：在日志中'
        : '所给散列值：不在日志中（日志被截短、改写，或已到期清理），或链头的签名不符',
    );
  }
  return `${parts.join('\n\n')}\n`;
}

function renderMissing({ writer, file, hash }: MissingEnd): string {
  return `  ${writer}：${file} 的 ${hash}`;
}

function renderChain(chain: ChainReport, hasKeys: boolean): string {
  const { writer, days, lines, firstHash, lastHash, removedBefore, torn, lost, broken } = chain;
  return [
    `${writer}：${days} 天，${lines} 行，${broken ? '不完整' : '完整'}${describeProof(chain, hasKeys)}`,
    `  首行散列值 ${firstHash ?? '无'}`,
    `  末行散列值 ${lastHash ?? '无'}`,
    ...(removedBefore === null ? [] : [`  更早的日志（至 ${removedBefore}）已不在，应是到期清理`]),
    ...torn.map(({ file, line }) => `  断电残行：${file} 第 ${line} 行`),
    ...(lost === 0 ? [] : [`  因写入失败而未记录：${lost} 条`]),
    ...(broken ? [`  断点：${broken.file} 第 ${broken.line} 行，${REASONS[broken.reason]}`] : []),
  ].join('\n');
}

function describeProof({ signed, unchecked, isProven }: ChainReport, hasKeys: boolean): string {
  if (unchecked > 0) return `，${unchecked} 行的签名未能校验（没有当时的密钥）`;
  if (!hasKeys) return '';
  if (!isProven) return '，没有密钥的签名，无法证明是本服务所写';
  return signed > 0 ? `，${signed} 行签名相符` : '，末行已由其他链封存';
}
