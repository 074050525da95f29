import { entryOf } from '../../../bin/run-entry.mjs';

// The process does not inherit how its parent reads TypeScript, so it finds out itself. Plain JavaScript, because nothing reads it before.
const { url } = await entryOf('ingest/readers/process/process-main.ts');
await import(url);
