import { entryOf } from '../../../../../../bin/run-entry.mjs';

// A thread does not inherit how its process reads TypeScript, so it finds out itself. Plain JavaScript, because nothing reads it before.
const { url } = await entryOf('src/clause-index/adapters/embedded/vectors/late/write-thread-main.ts');
await import(url);
