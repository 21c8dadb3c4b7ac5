'use client';
import { useState } from 'react';
import { requestImport } from '#actions/request-import';
import { useImportPreview } from '#client/inquiry';
import { toReport } from '#client/upload';
import { useCommand } from '#client/use-command';
import { Button } from '#components/ui/button';
import { TermLink } from '#components/ui/term-link';
import type { VersionView } from '#contract/views/version-views';
import { FilePicker } from '../../ui/file-picker';
import { FormSection } from '../../ui/form-section';
import { ImportControl } from './import-control';
import { ImportFound } from './import-found';
import { ImportPreviewTable } from './import-preview-table';
import { ImportReading } from './import-reading';
import { EMPTY_IMPORT, formatsAsked, type ImportSettings, importBlocked, importParams, previewBlocked } from './import-settings';
import { ImportSource } from './import-source';

const DATA_FILES = '.csv,.txt,.dat,.psv,.tsv,.gz,.parquet';
const DICTIONARY_FILES = '.csv,.xlsx,.json';

/** Brings a dictionary and a data file into a draft of Planning: send, preview and correct, then import. */
export function ImportForm({ version }: { version: VersionView }) {
  const [settings, setSettings] = useState<ImportSettings>(EMPTY_IMPORT);
  const preview = useImportPreview();
  const command = useCommand(requestImport);
  const locked = version.actions.request_work.why;
  const change = (part: Partial<ImportSettings>): void => {
    setSettings((before) => ({ ...before, ...part }));
    if ('data' in part || 'dictionary' in part) preview.reset();
  };
  const look = (next: ImportSettings): void => {
    setSettings(next);
    preview.mutate({ cycleReportId: version.cycleReportId, params: importParams(next) });
  };
  const start = (): void =>
    void command.send({ versionId: version.id, seenEditRevision: version.editRevision, params: importParams(settings) });
  const blocked = importBlocked(settings) ?? (preview.data ? formatsAsked(settings, preview.data) : 'Look at the preview first.');
  return (
    <div className="relative min-h-0 flex-1 md:overflow-y-auto">
      <div className="flex max-w-5xl flex-col gap-8 px-4 py-6 md:px-6">
        {locked ? <p className="rounded-md border border-line bg-sunken px-3 py-2 text-sm text-muted">{locked}</p> : null}
        <FormSection
          title="Files"
          help={
            <>
              The dictionary says what the report contains; the data file is the <TermLink term="population">population</TermLink> that is
              sampled. An import replaces the attributes’ links to the file and <TermLink term="pinned">pins</TermLink> it.
            </>
          }
        >
          <div className="grid gap-4 lg:grid-cols-2">
            <FilePicker
              to={toReport(version.cycleReportId)}
              label="Data file"
              hint="Delimited text, also compressed (.gz), or Parquet."
              accept={DATA_FILES}
              file={settings.data}
              onChange={(data) => change({ data, map: {}, types: {}, formats: {}, values: {}, key: [] })}
              disabledReason={locked}
            />
            <FilePicker
              to={toReport(version.cycleReportId)}
              label="Dictionary"
              hint="CSV, XLSX or JSON. Without one, each column becomes an attribute."
              accept={DICTIONARY_FILES}
              file={settings.dictionary}
              onChange={(dictionary) => change({ dictionary, map: {}, types: {}, formats: {}, values: {}, sheet: null })}
              disabledReason={locked}
            />
          </div>
        </FormSection>
        <ImportReading settings={settings} onChange={change} />
        <ImportControl settings={settings} onChange={change} found={preview.data?.controlTotal ?? null} />
        <div className="flex flex-wrap items-center gap-3">
          <Button
            variant={preview.data ? 'secondary' : 'primary'}
            busy={preview.isPending}
            disabledReason={locked ?? previewBlocked(settings)}
            onClick={() => look(settings)}
          >
            {preview.data ? 'Preview again' : 'Preview'}
          </Button>
          <span className="text-sm text-muted" aria-live="polite">
            {preview.isPending ? 'Reading the first lines of the file…' : 'Nothing is changed by a preview.'}
          </span>
        </div>
        {preview.error ? (
          <p role="alert" className="rounded-md border border-bad-line bg-bad-ground px-3 py-2 text-sm text-bad">
            {preview.error.message}
          </p>
        ) : null}
        {preview.data ? (
          <ImportFound
            preview={preview.data}
            onSheet={(sheet) => look({ ...settings, sheet, map: {}, types: {}, formats: {}, values: {} })}
          />
        ) : null}
        {preview.data ? <ImportPreviewTable preview={preview.data} settings={settings} onChange={change} onLook={look} /> : null}
        <ImportSource settings={settings} onChange={change} />
      </div>
      <div className="flex flex-wrap items-center gap-3 border-t border-line bg-canvas px-4 py-3 md:sticky md:bottom-0 md:px-6">
        <Button variant="primary" busy={command.busy} disabledReason={locked ?? blocked} onClick={start}>
          Import
        </Button>
        <span className="text-sm text-muted">{locked ?? blocked ?? 'Progress is shown under the title; you may leave this page.'}</span>
        {command.state.step === 'refused' || command.state.step === 'unconfirmed' ? (
          <span role="alert" className="basis-full text-sm text-bad">
            {command.state.message}
          </span>
        ) : null}
      </div>
    </div>
  );
}
