import { spellDay } from './day-in-china.ts';
import type { DocumentEnding, PolicyDocument, Validity } from './policy-document.ts';
import type { PolicyFacts } from './policy-facts.ts';

type Judged = Pick<PolicyDocument, 'period' | 'facts' | 'endings'>;

/**
 * Whether a document holds on `asOf` (ISO date), by what it prints and by what the documents beside it say of it. What ends it goes before
 * what begins it; where nothing was found nothing is claimed.
 */
export function judgeValidity({ period, facts, endings }: Judged, asOf: string): Validity {
  const ended = (endings ?? []).filter(({ on }) => on === null || on <= asOf);
  const ending = ended.find(({ kind }) => kind === 'repealed') ?? ended[0];
  if (ending) return byEnding(ending);
  const { effectiveOn = null, expiresOn = null } = facts ?? {};
  if (effectiveOn !== null && effectiveOn > asOf)
    return {
      state: 'not-yet-in-force',
      basis: `自${spellDay(effectiveOn)}起施行`,
      ...sentence(facts, 'effectiveOn'),
    };
  if (expiresOn !== null)
    return expiresOn < asOf
      ? { state: 'expired', basis: `有效期至${spellDay(expiresOn)}`, ...sentence(facts, 'expiresOn') }
      : { state: 'in-force', basis: `有效期至${spellDay(expiresOn)}`, ...sentence(facts, 'expiresOn') };
  if (period !== null)
    return Number(asOf.slice(0, 4)) > period.to
      ? { state: 'period-ended', basis: `计划期至${period.to}年` }
      : { state: 'in-force', basis: `计划期${period.from}—${period.to}年` };
  const unread = facts?.evidence.find(({ fact, read }) => fact === 'expiresOn' && !read);
  if (effectiveOn !== null)
    return unread
      ? { state: 'unknown', basis: '有效期未能读出，请看原文', printed: unread.printed }
      : {
          state: 'in-force',
          basis: `自${spellDay(effectiveOn)}起施行，未写明有效期`,
          ...sentence(facts, 'effectiveOn'),
        };
  const begun = facts?.evidence.find(({ fact, read }) => fact === 'effectiveOn' && !read);
  const unclear = unread ?? begun;
  if (unclear)
    return { state: 'unknown', basis: '施行日期或有效期未能读出，请看原文', printed: unclear.printed };
  return { state: 'unknown', basis: '文件未写明有效期' };
}

function byEnding({ kind, on, title, printed, documentId }: DocumentEnding): Validity {
  const day = on === null ? '' : `自${spellDay(on)}起`;
  const basis = kind === 'repealed' ? `${day}由《${title}》废止` : `${day}由《${title}》替代`;
  return { state: kind, basis, printed, documentId };
}

function sentence(facts: PolicyFacts | undefined, wanted: 'effectiveOn' | 'expiresOn') {
  const found = facts?.evidence.find(({ fact, read }) => fact === wanted && read);
  return found ? { printed: found.printed } : {};
}
