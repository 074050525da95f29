import { entryOf } from './run-entry.mjs';

// `node bin/run.mjs SOURCE [ARGUMENT …]` runs an entry of the program: what was built at the installation, or the
// sources where that is missing or older than they are.
const [source = 'src/main.ts', ...args] = process.argv.slice(2);
const entry = await entryOf(source, {
  onStale: () =>
    process.stderr.write(
      'The sources changed since the program was built; they run as they are. Build: npm run build\n',
    ),
});
// The entry sees its own arguments, and workers are started with it.
process.argv.splice(1, process.argv.length, entry.file, ...args);
if (!entry.isBuilt) process.execArgv.push('--import', 'tsx');
await import(entry.url);
