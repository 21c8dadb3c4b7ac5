import type { ReactNode } from 'react';
import { bodyParts } from '#domain/phases/final-report/body-text';

interface SectionTextProps {
  body: string;
  values: ReadonlyMap<string, string>;
  named: (text: string) => string;
}

/** A text of the report as it is read: paragraphs, with the values of the figures that it names in their places. */
export function SectionText({ body, values, named }: SectionTextProps) {
  const paragraphs = body.split(/\n\s*\n/).filter((one) => one.trim() !== '');
  if (paragraphs.length === 0) return <p className="text-muted italic">Nothing is written here yet.</p>;
  return (
    <div className="flex max-w-[72ch] flex-col gap-2.5 leading-relaxed">
      {paragraphs.map((paragraph, index) => (
        // Paragraphs have no name of their own, and are only ever replaced as a whole.
        <p key={index} className="break-words whitespace-pre-line">
          {bodyParts(paragraph).map((part, at) => (
            <Part key={at}>{part.kind === 'text' ? named(part.text) : <Value code={part.code} values={values} named={named} />}</Part>
          ))}
        </p>
      ))}
    </div>
  );
}

function Part({ children }: { children: ReactNode }) {
  return <>{children}</>;
}

function Value({ code, values, named }: { code: string } & Omit<SectionTextProps, 'body'>) {
  const value = values.get(code);
  if (value === undefined) return <mark className="rounded-sm bg-bad-ground px-1 text-bad">no figure {code === '' ? 'named' : code}</mark>;
  return (
    <span title={`Figure ${code}`} className="tabular font-semibold">
      {named(value)}
    </span>
  );
}
