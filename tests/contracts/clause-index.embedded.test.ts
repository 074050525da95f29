import { describeClauseStore } from './clause-store.contract.ts';
import { createEmbeddedEngine } from './create-embedded-engine.ts';
import { describeIndexPublisher } from './index-publisher.contract.ts';
import { describeKeywordIndex } from './keyword-index.contract.ts';
import { describeSourceStore } from './source-store.contract.ts';
import { describeUnitIndex } from './unit-index.contract.ts';
import { describeVectorIndex } from './vector-index.contract.ts';
import { describeVisibleSet } from './visible-set.contract.ts';

for (const describePort of [
  describeClauseStore,
  describeSourceStore,
  describeUnitIndex,
  describeKeywordIndex,
  describeVectorIndex,
  describeVisibleSet,
  describeIndexPublisher,
]) {
  describePort('embedded', () => createEmbeddedEngine());
}
