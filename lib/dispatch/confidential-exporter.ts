import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';

/** What leaves this process of a span's attributes, by the names that Temporal's interceptors and ours give them, and under which name. */
const TOLD: Readonly<Record<string, string>> = {
  commandId: 'countersign.command_id',
  versionId: 'countersign.version_id',
  workflowId: 'countersign.workflow_id',
  temporalWorkflowId: 'countersign.workflow_id',
  runId: 'countersign.run_id',
  run_id: 'countersign.run_id',
  activityId: 'countersign.activity_id',
  temporalActivityId: 'countersign.activity_id',
  refusal: 'countersign.refusal',
};
const WORKFLOW_ID = 'countersign.workflow_id';
/** Parts of a workflow's id that name no line of business: kind, report, phase (lib/contract/names.ts). */
const NAMELESS_PARTS = 3;
const EXCEPTION = 'exception';
const EXCEPTION_TYPE = 'exception.type';

type Attributes = ReadableSpan['attributes'];
type Done = Parameters<SpanExporter['export']>[1];

/** Who hears of an exporter's fortune: once that spans do not arrive, and once that they do again. */
export interface ExportNews {
  failing(reason: string): void;
  recovered(): void;
}

/**
 * Hands spans on without what may name somebody or hold content: attributes are those of a closed list, errors only say what kind they are, and a
 * workflow's id ends before the line of business that it is of. What Temporal's interceptors say of a run includes the report's title.
 */
export class ConfidentialExporter implements SpanExporter {
  private isFailing = false;

  constructor(
    private readonly inner: SpanExporter,
    private readonly news: ExportNews,
  ) {}

  export(spans: ReadableSpan[], done: Done): void {
    this.inner.export(spans.map(withoutContent), (result) => {
      this.tell(result.error);
      done(result);
    });
  }

  async forceFlush(): Promise<void> {
    await this.inner.forceFlush?.();
  }

  async shutdown(): Promise<void> {
    await this.inner.shutdown();
  }

  private tell(error: Error | undefined): void {
    if (error !== undefined && !this.isFailing) this.news.failing(error.message);
    if (error === undefined && this.isFailing) this.news.recovered();
    this.isFailing = error !== undefined;
  }
}

/** The span as it may be told outside; the one that is handed in stays as it is. */
export function withoutContent(span: ReadableSpan): ReadableSpan {
  const events = span.events.flatMap(({ name, time, attributes }) =>
    name === EXCEPTION ? [{ name, time, attributes: typeOnly(attributes) }] : [],
  );
  return Object.create(span, {
    attributes: { value: toldOf(span.attributes) },
    events: { value: events },
    links: { value: [] },
    status: { value: { code: span.status.code } },
  }) as ReadableSpan;
}

function toldOf(attributes: Attributes): Attributes {
  const told: Attributes = {};
  for (const [key, value] of Object.entries(attributes)) {
    const name = TOLD[key];
    if (name === undefined || typeof value !== 'string') continue;
    told[name] = name === WORKFLOW_ID ? value.split('/').slice(0, NAMELESS_PARTS).join('/') : value;
  }
  return told;
}

function typeOnly(attributes: Attributes | undefined): Attributes {
  const type = attributes?.[EXCEPTION_TYPE];
  return typeof type === 'string' ? { [EXCEPTION_TYPE]: type } : {};
}
