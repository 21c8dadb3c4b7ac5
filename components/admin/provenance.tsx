import { AbsoluteTime } from '#components/ui/relative-time';
import type { DatedVersion } from '#contract/views/admin-views';

/** Says which version of something dated holds, from when, by whom and why; `noun` is what it is called: "Calendar". */
export function Provenance({ noun, version }: { noun: string; version: DatedVersion }) {
  if (version.number === 0) return 'As delivered';
  return (
    <>
      {noun} {version.number}, from <AbsoluteTime at={version.validFrom} />
      {version.by === null ? '' : ` by ${version.by}`}: “{version.reason}”
    </>
  );
}
