import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { openSqliteCitationArchive } from '../../src/assistant/adapters/embedded/sqlite-citation-archive.ts';
import type { CitationArchive } from '../../src/assistant/ports/citation-archive.ts';
import { CITED, describeCitationArchive } from './citation-archive.contract.ts';

describeCitationArchive('sqlite', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-citations-'));
  let archive: CitationArchive | undefined;
  return {
    async reopen() {
      await archive?.close();
      archive = openSqliteCitationArchive({ dataDir });
      return archive;
    },
    async dispose() {
      await archive?.close();
      rmSync(dataDir, { recursive: true });
    },
  };
});

it('several processes that cite the same at once keep one entry each', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-citations-'));
  const adapter = new URL('../../src/assistant/adapters/embedded/sqlite-citation-archive.ts', import.meta.url)
    .href;
  const script = `
    import { openSqliteCitationArchive } from '${adapter}';
    const archive = openSqliteCitationArchive({ dataDir: ${JSON.stringify(dataDir)} });
    const seen = [];
    for (let n = 0; n < 50; n++) {
      const clauseId = 'c' + n;
      await archive.keep([{ ...${JSON.stringify(CITED)}, clauseId, indexVersion: 'by ' + process.pid }]);
      seen.push((await archive.get(clauseId, 'earlier')).indexVersion);
    }
    await archive.close();
    console.log(JSON.stringify(seen));`;
  const run = async () => {
    const args = ['--import', 'tsx', '--input-type=module', '-e', script];
    return (await promisify(execFile)(process.execPath, args)).stdout;
  };
  try {
    const [first, ...others] = await Promise.all([run(), run(), run()]);
    expect(JSON.parse(first!)).toHaveLength(50);
    expect(others).toEqual([first, first]);
  } finally {
    rmSync(dataDir, { recursive: true });
  }
});
