/** What a service is asked for beyond plain text; services that call themselves compatible lack some of it. */
export interface Features {
  readonly format: 'json_schema' | 'json_object' | 'none';
  /** Usage at the end of a stream (`stream_options`). */
  readonly hasUsage: boolean;
  readonly hasTemperature: boolean;
  /** What the limit of the reply is called. */
  readonly limitName: 'max_tokens' | 'max_completion_tokens';
}

/** How a service refused a request with 400 or 422. */
export interface FeatureRefusal {
  /** Its words. They may repeat the request, so they are read here and never kept. */
  readonly text: string;
  /** The parameter it names apart from its words. */
  readonly param: string | null;
}

/** OpenAI's reasoning models know the newer name alone; every other service knows the older one, some of them alone. */
export function firstFeatures(model: string): Features {
  const isReasoning = /^(?:o\d|gpt-5(?!-chat))/.test(model);
  return {
    format: 'json_schema',
    hasUsage: true,
    hasTemperature: true,
    limitName: isReasoning ? 'max_completion_tokens' : 'max_tokens',
  };
}

/**
 * What to ask for next, or null when nothing is left that the refusal could mean. Gives up what the refusal names; one that
 * names nothing known costs first the format, then the usage. `first` tells whether the limit was renamed already.
 */
export function stepDown(now: Features, first: Features, { text, param }: FeatureRefusal): Features | null {
  const words = `${param ?? ''} ${text}`;
  if (/context[_ ]length|context window/i.test(words)) return null;
  const named = {
    usage: /stream_options|include_usage/i.test(words),
    limit: /max_(?:completion_)?tokens/i.test(words),
    temperature: /temperature/i.test(words),
    format: /response_format|json|schema|structured|grammar/i.test(words),
  };
  if (named.usage && now.hasUsage) return { ...now, hasUsage: false };
  if (named.limit && now.limitName === first.limitName) {
    return { ...now, limitName: now.limitName === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens' };
  }
  if (named.temperature && now.hasTemperature) return { ...now, hasTemperature: false };
  const isVague = param === null && !Object.values(named).includes(true);
  if (named.format || isVague) {
    if (now.format === 'json_schema') return { ...now, format: 'json_object' };
    if (now.format === 'json_object') return { ...now, format: 'none' };
  }
  return isVague && now.hasUsage ? { ...now, hasUsage: false } : null;
}
