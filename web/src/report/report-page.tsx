import type { Report } from '../api/types.ts';
import { Link } from '../shell/link.tsx';
import { LoadingOrFailed } from '../shell/loading-or-failed.tsx';
import { useLoaded } from '../shell/use-loaded.ts';
import { Counts } from './counts.tsx';
import { describeTime } from './describe-numbers.ts';
import { DisputedList } from './disputed-list.tsx';
import { KeyNumbers } from './key-numbers.tsx';
import { Part } from './part.tsx';
import { UnansweredList } from './unanswered-list.tsx';
import { UnsureList } from './unsure-list.tsx';

const PERIODS = [
  ['24h', '一天'],
  ['7d', '七天'],
  ['30d', '三十天'],
  ['90d', '九十天'],
] as const;

/** What was asked, what the documents did not answer, and what askers made of the answers; for admins. */
export function ReportPage({ since }: { readonly since: string }) {
  const path = `/api/reports?since=${encodeURIComponent(since)}`;
  const loaded = useLoaded<Report>(path);
  if (loaded.state !== 'loaded') return <LoadingOrFailed loaded={loaded} what="报告" />;
  const report = loaded.value;
  const { period, totals } = report;
  return (
    <article class="page report">
      <h1>使用报告</h1>
      <p class="lead">
        {describeTime(period.from)} 至 {describeTime(period.to)}，{totals.conversations} 个会话。号码已遮去。
      </p>
      <nav class="segments" aria-label="时间范围">
        {PERIODS.map(([value, name]) => (
          <Link
            key={value}
            class="segment"
            to={{ page: 'report', since: value }}
            aria-current={value === since ? 'page' : undefined}
          >
            {name}
          </Link>
        ))}
      </nav>
      <KeyNumbers report={report} />
      <Part
        title="未答的问题"
        count={report.unanswered.length}
        empty="这段时间没有未答的问题。"
        table={`${path}&table=unanswered`}
      >
        <UnansweredList groups={report.unanswered} />
      </Part>
      <Part
        title="差评"
        count={report.disputed.length}
        empty="这段时间没有差评。"
        table={`${path}&table=disputed`}
      >
        <DisputedList answers={report.disputed} />
      </Part>
      <Part
        title="把握不大的回答"
        count={report.lowConfidence.length}
        empty="没有把握不大的回答。"
        table={`${path}&table=low-confidence`}
      >
        <UnsureList answers={report.lowConfidence} />
      </Part>
      <div class="report-columns">
        <Part
          title="问得最多的单位"
          count={report.units.length}
          empty="没有提到单位。"
          table={`${path}&table=units`}
        >
          <Counts
            what="单位与次数"
            entries={report.units.map(({ name, count }) => ({
              key: name,
              label: <Link to={{ page: 'unit', name }}>{name}</Link>,
              count,
            }))}
          />
        </Part>
        <Part
          title="引用最多的文件"
          count={report.documents.length}
          empty="没有引用文件。"
          table={`${path}&table=documents`}
        >
          <Counts
            what="文件与次数"
            entries={report.documents.map(({ documentId, name, count }) => ({
              key: documentId,
              label: <Link to={{ page: 'document', documentId, source: null }}>{name}</Link>,
              count,
            }))}
          />
        </Part>
      </div>
      <p class="quiet report-note">
        只含留有会话的提问：经 /v1 或自带历史的提问不留会话，已删除的也不在内。
        {totals.withheld > 0 && `另有 ${totals.withheld} 次提问所据的文件不在此密钥可查的范围，未列入。`}
      </p>
    </article>
  );
}
