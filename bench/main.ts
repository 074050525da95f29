import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describeMachine } from './machine.ts';

/*
 * npm run bench -- [WORD …]
 * Runs every *.bench.ts in this folder, or those whose name holds one of the words, each in a process of its own, so that
 * no benchmark inherits the heap or the compiled code of another. Figures are ratios and times; nothing is asserted.
 */
const folder = fileURLToPath(new URL('.', import.meta.url));
const words = process.argv.slice(2);
const files = (await readdir(folder))
  .filter((name) => name.endsWith('.bench.ts'))
  .filter((name) => words.length === 0 || words.some((word) => name.includes(word)))
  .sort();
process.stdout.write(`${describeMachine()}\n`);
let failed = 0;
for (const file of files) {
  process.stdout.write(`\n== ${file.replace('.bench.ts', '')}\n`);
  const code = await runFile(`${folder}${file}`);
  if (code !== 0) {
    failed++;
    process.stdout.write(`${file} ended with code ${code}\n`);
  }
}
process.stdout.write(`\n${files.length - failed} ran, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;

function runFile(file: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--expose-gc', '--import', 'tsx', file], { stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
