import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLmdbCitationArchive } from '../../src/assistant/adapters/embedded/lmdb-citation-archive.ts';
import type { CitationArchive } from '../../src/assistant/ports/citation-archive.ts';
import { describeCitationArchive } from './citation-archive.contract.ts';

describeCitationArchive('lmdb', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-citations-'));
  let archive: CitationArchive | undefined;
  return {
    async reopen() {
      await archive?.close();
      archive = openLmdbCitationArchive({ dataDir });
      return archive;
    },
    async dispose() {
      await archive?.close();
      rmSync(dataDir, { recursive: true });
    },
  };
});
