const REASON_NAMES: Readonly<Record<string, string>> = {
  'no-evidence': '文件未写明',
  'out-of-scope': '不在文件范围',
  unclear: '问题不清楚',
  'not-a-question': '不是问题',
};

const NOTICE_NAMES: Readonly<Record<string, string>> = {
  'model-failed': '模型失败',
  'model-paused': '模型暂停',
  'model-busy': '模型繁忙',
  'model-budget': '模型用量已尽',
  'question-cut': '来文过长',
  'model-unusable': '模型不可用',
};

const IN_CHINA = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});

/** 文件未写明 2、问题不清楚 1 */
export function describeReasons(reasons: Readonly<Record<string, number>>): string {
  return describeCounts(reasons, REASON_NAMES);
}

export function describeNotices(notices: Readonly<Record<string, number>>): string {
  return describeCounts(notices, NOTICE_NAMES);
}

function describeCounts(
  counts: Readonly<Record<string, number>>,
  names: Readonly<Record<string, string>>,
): string {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([code, count]) => `${names[code] ?? code} ${count}`)
    .join('、');
}

export function percent(share: number | null): string {
  return share === null ? '—' : `${Math.round(share * 100)}%`;
}

/** 850 毫秒, 12.3 秒 */
export function describeMs(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} 毫秒` : `${(ms / 1000).toFixed(1)} 秒`;
}

/** In China, without the year. */
export function describeTime(time: string): string {
  return IN_CHINA.format(new Date(time));
}
