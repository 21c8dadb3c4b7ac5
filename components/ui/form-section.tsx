import type { ReactNode } from 'react';

interface FormSectionProps {
  title: string;
  help?: ReactNode;
  children: ReactNode;
}

/** A titled part of a long form. */
export function FormSection({ title, help, children }: FormSectionProps) {
  return (
    <section className="flex flex-col gap-3 [&>[role=group]]:self-start">
      <div>
        <h2 className="text-base font-semibold">{title}</h2>
        {help ? <p className="mt-0.5 max-w-3xl text-sm text-muted">{help}</p> : null}
      </div>
      {children}
    </section>
  );
}
