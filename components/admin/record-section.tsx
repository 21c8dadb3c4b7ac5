'use client';
import { KeyRound, Send } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge } from '#components/ui/badge';
import { RelativeTime } from '#components/ui/relative-time';
import { EmptyState } from '#components/ui/states';
import type { RecordView } from '#contract/views/admin-views';
import { LineList, SectionHead } from './section-head';

/** How the record is signed, where its checkpoints go, and which keys have signed it. */
export function RecordSection({ record }: { record: RecordView }) {
  return (
    <div className="flex flex-col gap-8">
      <Checkpoints record={record} />
      <Sinks sinks={record.sinks} />
      <Keys record={record} />
    </div>
  );
}

function Checkpoints({ record: { newest, origin, moved } }: { record: RecordView }) {
  return (
    <section>
      <SectionHead
        title={newest ? `Checkpoint ${newest.number}` : 'No checkpoint yet'}
        help="After each decision a worker signs what every trail has come to. With one such checkpoint kept elsewhere, verify finds what is cut off or rewritten here."
      />
      <dl className="grid gap-x-6 gap-y-2 rounded-lg border border-line bg-surface px-4 py-3 text-sm sm:grid-cols-[max-content_1fr]">
        <Fact name="Signed">{newest ? <RelativeTime at={newest.at} /> : 'Not yet: a worker needs a key and something to sign'}</Fact>
        <Fact name="Trails that have moved since">{moved}</Fact>
        <Fact name="Heads logged">{newest?.heads ?? 0}</Fact>
        <Fact name="Key">{newest ? <Code>{newest.fingerprint}</Code> : 'None has signed'}</Fact>
        <Fact name="Log">
          <Code>{origin}</Code>
        </Fact>
      </dl>
    </section>
  );
}

function Sinks({ sinks }: { sinks: RecordView['sinks'] }) {
  const away = sinks.filter(({ active, failingSince }) => active && failingSince !== null).length;
  return (
    <section>
      <SectionHead
        title={away === 0 ? 'Where checkpoints go' : away === 1 ? '1 place does not answer' : `${away} places do not answer`}
        help="Each place is given every checkpoint in order. One that is away delays nothing but itself."
      />
      {sinks.length === 0 ? (
        <EmptyState icon={Send} title="Nothing leaves this installation">
          The setting COUNTERSIGN_SINKS names files, a syslog server or a bucket. Until then only receipts leave it.
        </EmptyState>
      ) : (
        <LineList label="Places that checkpoints are delivered to">
          {sinks.map((sink) => (
            <li key={sink.name} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 text-sm">
              <div className="min-w-0 flex-1 basis-64">
                <p className="font-mono text-xs break-all">{sink.name}</p>
                <p className="text-xs text-muted">
                  {sink.deliveredAt ? (
                    <>
                      Checkpoint {sink.delivered} arrived <RelativeTime at={sink.deliveredAt} />
                    </>
                  ) : (
                    'Nothing has arrived'
                  )}
                  {sink.behind > 0 ? `, ${sink.behind} behind` : ''}.
                </p>
                {sink.failingSince ? (
                  <p className="text-xs text-bad">
                    Away since <RelativeTime at={sink.failingSince} />: {sink.error}
                  </p>
                ) : null}
              </div>
              <SinkBadge sink={sink} />
            </li>
          ))}
        </LineList>
      )}
    </section>
  );
}

function SinkBadge({ sink }: { sink: RecordView['sinks'][number] }) {
  if (!sink.active) return <Badge hue="idle">Not configured</Badge>;
  if (sink.failingSince !== null) return <Badge hue="bad">Away</Badge>;
  return sink.behind > 0 ? <Badge hue="active">Catching up</Badge> : <Badge hue="good">Has all</Badge>;
}

function Keys({ record: { keys, statements } }: { record: RecordView }) {
  return (
    <section>
      <SectionHead
        title="Keys"
        help="Keys lie outside the database. Compare the fingerprint with the one that doctor prints on the machine of the worker."
      />
      {keys.length === 0 ? (
        <EmptyState icon={KeyRound} title="No key has signed yet">
          The first start makes one; “countersign keys” shows, rotates and revokes them.
        </EmptyState>
      ) : (
        <LineList label="Keys">
          {keys.map((key, index) => (
            <li key={key.fingerprint} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 text-sm">
              <div className="min-w-0 flex-1 basis-64">
                <Code>{key.fingerprint}</Code>
                <p className="text-xs text-muted">
                  {key.first === key.last ? `Signed checkpoint ${key.first}` : `Signed checkpoints ${key.first} to ${key.last}`}
                  {key.revokedFrom === null ? '' : `; revoked from checkpoint ${key.revokedFrom} on`}.
                </p>
              </div>
              {key.revokedFrom !== null ? (
                <Badge hue="bad">Revoked</Badge>
              ) : index === 0 ? (
                <Badge hue="good">In use</Badge>
              ) : (
                <Badge hue="idle">Rotated</Badge>
              )}
            </li>
          ))}
        </LineList>
      )}
      {statements.length > 0 ? (
        <ol className="mt-3 flex flex-col gap-1 text-xs text-muted">
          {statements.map(({ words, at }) => (
            <li key={`${at}${words}`} className="break-all">
              {at === null ? null : (
                <>
                  <RelativeTime at={at} />:{' '}
                </>
              )}
              {words}.
            </li>
          ))}
        </ol>
      ) : null}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

function Code({ children }: { children: string }) {
  return <span className="font-mono text-xs break-all">{children}</span>;
}
