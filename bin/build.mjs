import { readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { relative } from 'node:path';
import { BUILT, builtName, ROOT, stateOfBuild } from './built.mjs';

/** Packages with native parts or files of their own, and one that is large and seldom used; they stay in node_modules. */
const EXTERNAL = [
  '@node-rs/jieba',
  '@photostructure/sqlite',
  'hnswlib-node',
  'lmdb',
  'onnxruntime-node',
  '@larksuiteoapi/node-sdk',
];

/** What threads and further processes of the program start with. */
const THREADS = [
  'src/models/adapters/onnx/thread/thread-main.ts',
  'src/clause-index/adapters/embedded/vectors/late/write-thread-main.ts',
  'src/stores/thread/thread-main.ts',
  'ingest/readers/process/process-main.ts',
  'ingest/jobs/job-main.ts',
];

/** What the result depends on besides the sources that are in it. */
const ALSO = ['package.json', 'package-lock.json', 'bin/build.mjs'];

/** CommonJS packages ask for Node's modules by `require`, which a module does not have. */
const REQUIRE =
  "import { createRequire as requireOf } from 'node:module';\nconst require = requireOf(import.meta.url);";

/** `--where-stale`: only where the build is not current. `--at-install`: a failure is told and no more. */
async function run(options) {
  if (options.includes('--where-stale') && stateOfBuild() === 'current') return;
  try {
    await buildProgram();
  } catch (error) {
    if (!options.includes('--at-install')) throw error;
    process.stderr.write(
      `The program was not built and runs from its sources (${error.message}). Later: npm run build\n`,
    );
  }
}

/** Builds commands and threads into `dist`: one file each, and what they share. The list of sources is written last. */
async function buildProgram() {
  const entries = [...(await commands()), ...THREADS];
  await rm(BUILT, { recursive: true, force: true });
  const { metafile } = await loadEsbuild().build({
    absWorkingDir: ROOT,
    entryPoints: Object.fromEntries(entries.map((source) => [builtName(source), source])),
    // All in one folder: a source's address is the same way from each.
    outdir: BUILT,
    entryNames: '[name]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.12',
    external: EXTERNAL,
    banner: { js: REQUIRE },
    plugins: [keepAddresses],
    sourcemap: true,
    sourcesContent: false,
    metafile: true,
    logLevel: 'warning',
  });
  const sources = Object.keys(metafile.inputs).filter((source) => !source.includes('node_modules/'));
  await writeFile(`${BUILT}/sources.json`, JSON.stringify([...sources, ...ALSO].sort(), null, 1));
}

/** The compiler of `tsx`: it is there wherever the sources run. */
function loadEsbuild() {
  return createRequire(createRequire(import.meta.url).resolve('tsx'))('esbuild');
}

/** Sources that package.json runs with `bin/run.mjs`. */
async function commands() {
  const { scripts } = JSON.parse(await readFile(`${ROOT}package.json`, 'utf8'));
  return Object.values(scripts).flatMap((line) => /^node bin\/run\.mjs (\S+\.ts)$/.exec(line)?.[1] ?? []);
}

/** Every source keeps its own address, so that data, prompts, models and the page are found where they lie. */
const keepAddresses = {
  name: 'keep-addresses',
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = relative(ROOT, path);
      if (source.startsWith('..') || source.includes('node_modules')) return undefined;
      const address = `new URL(${JSON.stringify(`../${source}`)}, import.meta.url).href`;
      const code = await readFile(path, 'utf8');
      return { contents: code.replaceAll('import.meta.url', address), loader: 'ts' };
    });
  },
};

await run(process.argv.slice(2));
