import { createEmbeddedIndexPublisher } from '../../src/clause-index/adapters/embedded/embedded-index-publisher.ts';
import { makeNumberedContents } from './numbered-contents.ts';

/** Run as a child process and killed at some moment: publishes generation after generation and tells of each. */
const [dataDir = '', first = '1'] = process.argv.slice(2);
const publisher = createEmbeddedIndexPublisher({ dataDir, extractTerms: (text) => [...text] });
await publisher.lock();
for (let number = Number(first); ; number++) {
  process.stdout.write(`${number}\n`);
  await publisher.publish(makeNumberedContents(number));
}
