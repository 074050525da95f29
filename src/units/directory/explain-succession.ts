import type { Reach } from './directory-graph.ts';

/** 「市科技局：2018年机构改革前为市科委（按机构沿革推定）」; a part says so. */
export function explainSuccession(mention: string, name: string, how: Reach): string {
  const year = how.since?.slice(0, 4) ?? '';
  const when = `${year}年${year === '2018' || year === '2023' ? '机构改革' : ''}`;
  const basis = how.usual ? '按机构沿革通例推定' : '按机构沿革推定';
  if (how.kind === 'part-succession') {
    return how.younger
      ? `${mention}：${when}后部分职能划入${name}（${basis}，仅供参考）`
      : `${mention}：${when}时承接${name}的部分职能（${basis}，仅供参考）`;
  }
  return how.younger
    ? `${mention}：${when}后为${name}（${basis}）`
    : `${mention}：${when}前为${name}（${basis}）`;
}
