import { PageHeader } from '#components/ui/page-header';
import { GLOSSARY } from '#domain/glossary';

/** Every word of the pages with its meaning; each has an address of its own. */
export function GlossaryList() {
  return (
    <>
      <PageHeader title="Glossary" meta="Each word means the same on every page." />
      <dl className="grid max-w-4xl gap-x-8 px-4 pb-8 md:grid-cols-[180px_minmax(0,1fr)] md:px-6">
        {GLOSSARY.map(({ id, term, meaning }) => (
          <div key={id} className="contents">
            <dt id={id} className="scroll-mt-4 border-line pt-2 text-sm font-semibold target:text-accent md:border-b md:py-2">
              <a href={`#${id}`} className="rounded-sm hover:underline">
                {term}
              </a>
            </dt>
            <dd className="border-b border-line pb-2 text-sm text-muted md:pt-2">{meaning}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
