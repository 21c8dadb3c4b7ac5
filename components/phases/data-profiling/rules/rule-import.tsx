'use client';
import { useId, useState } from 'react';
import { requestRuleImport } from '#actions/request-rule-import';
import { toReport } from '#client/upload';
import { useCommand } from '#client/use-command';
import { useDraft } from '#components/item-grid/draft-context';
import { Button } from '#components/ui/button';
import { Field } from '#components/ui/field';
import { Input } from '#components/ui/input';
import type { VersionView } from '#contract/views/version-views';
import type { UploadedFile } from '#contract/work-inputs';
import { FilePicker } from '../../../ui/file-picker';
import { FormSection } from '../../../ui/form-section';

/** Brings the executable edits of a published specification into the draft as rules. */
export function RuleImport({ version }: { version: VersionView }) {
  const [file, setFile] = useState<UploadedFile | null>(null);
  const id = useId();
  const [activityYear, setActivityYear] = useState('');
  const command = useCommand(requestRuleImport);
  const draft = useDraft();
  const locked = version.actions.request_work.why;
  const start = (): void => {
    if (file !== null)
      void command.send({
        versionId: version.id,
        seenEditRevision: version.editRevision,
        params: { sha256: file.sha256, name: file.fileName, format: 'hmda-rule-spec', fields: {}, activityYear },
      });
  };
  return (
    <FormSection
      title="Import rules"
      help="A file of the HMDA rule specification (JSON). Its fields are found by the names of the attributes; edits that need what the data do not hold are not imported. Rules that are here already stay as they are."
    >
      <FilePicker
        to={toReport(version.cycleReportId)}
        label="File of rules"
        hint="Such as lar-validity.json or lar-quality.json."
        accept=".json"
        file={file}
        onChange={setFile}
        disabledReason={locked}
      />
      <Field
        label="Activity year"
        htmlFor={`${id}-year`}
        required
        hint="The year that the rules are for; kept with each of them."
        className="max-w-56"
      >
        <Input
          id={`${id}-year`}
          inputMode="numeric"
          maxLength={4}
          value={activityYear}
          onChange={(event) => setActivityYear(event.target.value.trim())}
        />
      </Field>
      <div className="flex flex-wrap items-center gap-3">
        <Button
          busy={command.busy}
          disabledReason={
            locked ??
            (file === null
              ? 'Choose a file first.'
              : isYear(activityYear)
                ? (draft?.waitsFor ?? null)
                : 'State the year that the rules are for, such as 2017.')
          }
          onClick={start}
        >
          Import rules
        </Button>
        {command.state.step === 'refused' || command.state.step === 'unconfirmed' ? (
          <span role="alert" className="text-sm text-bad">
            {command.state.message}
          </span>
        ) : null}
      </div>
    </FormSection>
  );
}

function isYear(text: string): boolean {
  return /^(19|20)\d\d$/.test(text);
}
