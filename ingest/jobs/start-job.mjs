import { entryOf } from '../../bin/run-entry.mjs';

// The process does not inherit how its parent reads TypeScript, so it finds out itself.
const { url } = await entryOf('ingest/jobs/job-main.ts');
await import(url);
