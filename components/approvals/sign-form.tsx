'use client';
import { Download } from 'lucide-react';
import { reportDocument } from '#client/signing';
import { Field } from '#components/ui/field';
import { Checkbox, Input } from '#components/ui/input';
import type { SigningView } from '#contract/views/signing-views';

/** What a signer says by hand: that they agree, and their name. */
export interface SignedByHand {
  agrees: boolean;
  typedName: string;
}

/** Why a version cannot be signed yet by what the signer has opened and said; null where it can. */
export function whyNotSigned(signing: SigningView | undefined, { agrees, typedName }: SignedByHand): string | null {
  if (signing === undefined) return 'What is signed is being read.';
  const left = signing.matters.filter(({ opened }) => !opened).length;
  if (left > 0) return left === 1 ? 'Open the significant matter that is left.' : `Open the ${left} significant matters that are left.`;
  if (signing.document?.sha256 === null) return 'The document of this version is still being made.';
  if (!agrees) return 'Agree to the words above first.';
  return typedName.trim() === '' ? 'Type your name first.' : null;
}

interface SignFormProps {
  versionId: string;
  signing: SigningView;
  said: SignedByHand;
  onSay: (said: SignedByHand) => void;
}

/** The words of consent and the name that is typed under them. */
export function SignForm({ versionId, signing, said, onSay }: SignFormProps) {
  return (
    <div className="flex flex-col gap-2">
      {signing.document?.sha256 ? (
        <a
          href={reportDocument(versionId, signing.document.sha256)}
          download
          className="flex min-h-8 items-center gap-2 text-sm text-accent underline"
        >
          <Download aria-hidden className="size-4 shrink-0" />
          The document that you sign (PDF)
        </a>
      ) : null}
      <Checkbox
        checked={said.agrees}
        onChange={(event) => onSay({ ...said, agrees: event.target.checked })}
        className="items-start text-xs [&_input]:mt-0.5"
        label={signing.consent}
      />
      <Field label="Your name, as your account has it" htmlFor="signer-name">
        <Input
          id="signer-name"
          value={said.typedName}
          maxLength={200}
          onChange={(event) => onSay({ ...said, typedName: event.target.value })}
        />
      </Field>
    </div>
  );
}
