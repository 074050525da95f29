import { pathToFileURL } from 'node:url';
import { BUILT, builtName, ROOT, stateOfBuild } from './built.mjs';

/** Where an entry of the program is to be imported from: the build where it is current, else the source, with TypeScript made readable. */
export async function entryOf(source, { onStale = () => undefined } = {}) {
  const state = stateOfBuild();
  const isBuilt = state === 'current';
  if (state === 'stale') onStale();
  if (!isBuilt) (await import('tsx/esm/api')).register();
  const file = isBuilt ? `${BUILT}/${builtName(source)}.js` : ROOT + source;
  return { file, url: pathToFileURL(file).href, isBuilt };
}
