import { entryOf } from '../../../bin/run-entry.mjs';

// A thread does not inherit how its process reads TypeScript, so it finds out itself. Plain JavaScript, because nothing reads it before.
const { url } = await entryOf('src/stores/thread/thread-main.ts');
await import(url);
