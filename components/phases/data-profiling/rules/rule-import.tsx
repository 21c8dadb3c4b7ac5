'use client';
import { useState } from 'react';
import { requestRuleImport } from '#actions/request-rule-import';
import { toReport } from '#client/upload';
import { useCommand } from '#client/use-command';
import { useDraft } from '#components/item-grid/draft-context';
import { Button } from '#components/ui/button';
import type { VersionView } from '#contract/views/version-views';
import type { UploadedFile } from '#contract/work-inputs';
import { FilePicker } from '../../../ui/file-picker';
import { FormSection } from '../../../ui/form-section';

/** Brings the executable edits of a published specification into the draft as rules. */
export function RuleImport({ version }: { version: VersionView }) {
  const [file, setFile] = useState<UploadedFile | null>(null);
  const command = useCommand(requestRuleImport);
  const draft = useDraft();
  const locked = version.actions.request_work.why;
  const start = (): void => {
    if (file !== null)
      void command.send({
        versionId: version.id,
        seenEditRevision: version.editRevision,
        params: { sha256: file.sha256, name: file.fileName, format: 'hmda-rule-spec', fields: {} },
      });
  };
  return (
    <FormSection
      title="Import rules"
      help="A file of the HMDA rule specification (JSON). Its fields are found by the names of the attributes; edits that need what the data do not hold are left out. Rules that are here already stay as they are."
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
      <div className="flex flex-wrap items-center gap-3">
        <Button
          busy={command.busy}
          disabledReason={locked ?? (file === null ? 'Choose a file first.' : (draft?.waitsFor ?? null))}
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
