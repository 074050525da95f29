import { loadBenchCorpus } from './clause-index/bench-corpus.ts';
import { publishLargeIndex } from './clause-index/large-index.ts';
console.log(await publishLargeIndex('/tmp/large', await loadBenchCorpus()));
