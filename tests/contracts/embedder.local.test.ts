import { createEmbedderProvider } from '../../src/models/create-embedder-provider.ts';
import { describeEmbedder } from './embedder.contract.ts';

const TEXTS = [
  '建设智慧医疗平台',
  '推进教育信息化',
  '智慧医疗由卫生部门负责',
  '教育部门推进在线课程',
  '开放公共数据',
  '公共数据平台',
];

describeEmbedder('local', async () => {
  const provider = createEmbedderProvider({ kind: 'local' });
  const { embedder: forOthers } = await provider.forIngest([...TEXTS, '智慧港口与医疗教育'], null);
  return { ...(await provider.forIngest(TEXTS, null)), forOthers };
}, ['智慧医疗', '教育信息化']);
