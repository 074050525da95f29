import { createMemoryUsageStore } from '../../src/models/adapters/memory/memory-usage-store.ts';
import { describeUsageStore } from './usage-store.contract.ts';

describeUsageStore('memory', async () => createMemoryUsageStore());
