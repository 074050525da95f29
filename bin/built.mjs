import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FOLDER = 'dist';
export const BUILT = join(ROOT, FOLDER);

/** The name that a source's entry has in `dist`, without ending: `src/main.ts` → `src-main`. */
export const builtName = (source) => source.replace(/\.ts$/, '').replaceAll('/', '-');

/** Whether the program is built: `stale` when something that went into it was changed or removed since. */
export function stateOfBuild(root = ROOT) {
  const list = join(root, FOLDER, 'sources.json');
  const builtAt = changedAt(list);
  if (builtAt === null) return 'missing';
  const sources = JSON.parse(readFileSync(list, 'utf8'));
  const isKept = (source) => {
    const at = changedAt(join(root, source));
    return at !== null && at <= builtAt;
  };
  return sources.every(isKept) ? 'current' : 'stale';
}

/** In milliseconds; null where there is no such file. */
const changedAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;
