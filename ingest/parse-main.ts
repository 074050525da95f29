import { parseArgs } from 'node:util';
import { loadConfig } from '../src/config/config.ts';
import { loadEnvironmentFile } from '../src/config/env.ts';
import { TiaowenError } from '../src/domain/errors/tiaowen-error.ts';
import { type ParseResult, parseFile } from './parse-file.ts';
import { createReaderProcess } from './readers/process/reader-process.ts';

/** `npm run parse -- FILE [--json]`: exit 0, or 2 where the file cannot be read. */
const ROLE = { lead: '牵头', supporting: '配合', responsible: '责任' } as const;

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const [file] = positionals;
if (!file) {
  console.error('用法：npm run parse -- 文件 [--json]');
  process.exitCode = 2;
} else {
  try {
    loadEnvironmentFile();
    const readerProcess = createReaderProcess(loadConfig().config.fileLimits);
    const result = await parseFile(file, readerProcess);
    readerProcess.close();
    console.log(values.json ? JSON.stringify(result, null, 2) : render(result));
  } catch (error) {
    if (!(error instanceof TiaowenError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

function render(result: ParseResult): string {
  const head = [result.title, result.documentNumber, result.issuer, result.issuedOn]
    .filter(Boolean)
    .join(' · ');
  const clauses = result.clauses.map((clause) => {
    const units = clause.units
      .map(({ name, role, collective }) => `${ROLE[role]} ${name}${collective ? '（集合）' : ''}`)
      .join('，');
    return `${clause.clauseId}  ${clause.path.join(' / ')}\n    ${clause.text.slice(0, 60).replaceAll('\n', ' ')}…\n    ${units || '（未列单位）'}`;
  });
  const warnings = result.warnings.map(({ message }) => `! ${message}`);
  return [head, `条款 ${result.clauses.length}`, ...clauses, ...warnings].join('\n');
}
