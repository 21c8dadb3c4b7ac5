import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../machine/folders';
import { filesOf } from './folder-graph';

/** A table in a place that scrolls and that no key reaches: whoever has no mouse never sees its last columns. */
const UNREACHED = /<div(?:(?!>)[^])*\boverflow-(?:x-)?auto\b(?:(?!>)[^])*>\s*<table/g;

const unreached = (text: string): string[] => (text.match(UNREACHED) ?? []).filter((found) => !found.includes('tabIndex'));

it('a table that scrolls stands in a region that keys reach', () => {
  const files = [...filesOf('components'), ...filesOf('app')].filter((file) => file.endsWith('.tsx'));
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => unreached(readFileSync(path.join(PROJECT_ROOT, file), 'utf8')).length > 0)).toEqual([]);
});

it('which fires on one that does not', () => {
  expect(unreached('<div className="overflow-x-auto rounded-lg">\n  <table className="w-full">')).toHaveLength(1);
  expect(unreached('<div className="overflow-auto" tabIndex={0}><table>')).toEqual([]);
  expect(unreached('<ScrollRegion label="Cases"><table>')).toEqual([]);
});
