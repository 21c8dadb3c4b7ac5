import type { Page } from '@playwright/test';
import type { DemoPart } from '../../cli/demo/people';
import { DEMO_REPORTS } from '../../e2e/pages/demo-reports';

/** One page of daily use: whose it is, where, when its content is there, and what people do on it. */
export interface BenchedPage {
  name: string;
  as: DemoPart;
  /** Makes the address; asks for the path of a report of the demo by its name. */
  address: (pathOf: (reportName: string) => Promise<string>) => Promise<string>;
  ready: (page: Page) => Promise<unknown>;
  /** Most JavaScript over the wire, in kB. */
  mostScriptKb: number;
  interactions: readonly { name: string; act: (page: Page) => Promise<unknown> }[];
}

const PLAIN_KB = 200;
const WORKSPACE_KB = 260;

const key = (name: string, pressed: string) => ({ name, act: (page: Page) => page.keyboard.press(pressed) });
const tab = (name: string) => ({
  name: `tab ${name}`,
  act: (page: Page) => page.getByRole('tab', { name: new RegExp(`^${name}`) }).click(),
});
const palette = key('palette', 'Control+k');
const firstRow = (page: Page) => page.getByRole('row').nth(1).waitFor();
const within =
  (reportName: string, rest: string): BenchedPage['address'] =>
  async (pathOf) =>
    `${await pathOf(reportName)}${rest}`;

/** The pages that issue and report measure, in the order of a day. */
export const BENCHED_PAGES: readonly BenchedPage[] = [
  {
    name: 'inbox',
    as: 'owner',
    address: async () => '/inbox',
    ready: firstRow,
    mostScriptKb: PLAIN_KB,
    interactions: [key('next row', 'j'), key('select', 'x'), tab('Team'), palette],
  },
  {
    name: 'decision, first version, 228 rules',
    as: 'owner',
    address: within(DEMO_REPORTS.rulesWaiting, '/data-profiling/decide'),
    ready: (page) => page.getByRole('tab', { name: /^Summary/, selected: true }).waitFor(),
    mostScriptKb: PLAIN_KB,
    interactions: [tab('All rules'), key('next row', 'j'), key('accept', 'a'), key('open row', 'Enter')],
  },
  {
    name: 'decision, revision',
    as: 'owner',
    address: within(DEMO_REPORTS.revised, '/sample-selection/decide'),
    ready: firstRow,
    mostScriptKb: PLAIN_KB,
    interactions: [key('next row', 'j'), key('accept', 'a'), key('seen', 'v'), tab('All samples')],
  },
  {
    name: 'comparison',
    as: 'owner',
    address: within(DEMO_REPORTS.approved, '/sample-selection/compare?base=1&head=2'),
    ready: firstRow,
    mostScriptKb: PLAIN_KB,
    interactions: [
      { name: 'side by side', act: (page) => page.getByRole('button', { name: 'Side by side' }).click() },
      key('next row', 'j'),
      key('open row', 'Enter'),
    ],
  },
  {
    name: 'workspace, 110 attributes',
    as: 'tester',
    address: within(DEMO_REPORTS.imported, '/planning'),
    ready: firstRow,
    mostScriptKb: WORKSPACE_KB,
    interactions: [
      { name: 'into the grid', act: (page) => page.locator('[data-cell="0:1"]').click() },
      key('down', 'ArrowDown'),
      key('select', 'x'),
      { name: 'columns', act: (page) => page.getByRole('button', { name: 'Columns' }).click() },
    ],
  },
  {
    name: 'workspace, 228 rules',
    as: 'tester',
    address: within(DEMO_REPORTS.profiled, '/data-profiling'),
    ready: firstRow,
    mostScriptKb: WORKSPACE_KB,
    interactions: [
      { name: 'into the grid', act: (page) => page.locator('[data-cell="0:1"]').click() },
      key('down', 'ArrowDown'),
      key('panel', 'o'),
    ],
  },
  {
    name: 'profile of 110 attributes',
    as: 'tester',
    address: within(DEMO_REPORTS.profiled, '/data-profiling?panel=profile'),
    ready: firstRow,
    mostScriptKb: WORKSPACE_KB,
    interactions: [{ name: 'open an attribute', act: (page) => page.getByRole('row').nth(2).click() }, key('close', 'Escape')],
  },
  {
    name: 'workspace, scope',
    as: 'tester',
    address: within(DEMO_REPORTS.scopeReturned, '/scoping'),
    ready: firstRow,
    mostScriptKb: WORKSPACE_KB,
    interactions: [
      { name: 'into the grid', act: (page) => page.locator('[data-cell="0:1"]').click() },
      key('down', 'ArrowDown'),
      key('panel', 'o'),
    ],
  },
  {
    name: 'workspace, samples',
    as: 'tester',
    address: within(DEMO_REPORTS.approved, '/sample-selection'),
    ready: firstRow,
    mostScriptKb: WORKSPACE_KB,
    interactions: [
      { name: 'into the grid', act: (page) => page.locator('[data-cell="0:0"]').click() },
      key('down', 'ArrowDown'),
      key('panel', 'o'),
    ],
  },
  {
    name: 'cycles',
    as: 'executive',
    address: async () => '/cycles',
    ready: (page) => page.getByRole('heading', { level: 2 }).first().waitFor(),
    mostScriptKb: PLAIN_KB,
    interactions: [
      { name: 'new cycle', act: (page) => page.getByRole('button', { name: 'New cycle' }).click() },
      key('close', 'Escape'),
      palette,
    ],
  },
  {
    name: 'report',
    as: 'owner',
    address: within(DEMO_REPORTS.approved, ''),
    ready: (page) => page.getByRole('list', { name: 'Phases', exact: true }).waitFor(),
    mostScriptKb: PLAIN_KB,
    interactions: [palette],
  },
  {
    name: 'trail',
    as: 'executive',
    address: async () => '/trail',
    ready: firstRow,
    mostScriptKb: PLAIN_KB,
    interactions: [key('next row', 'j'), key('open entry', 'Enter'), palette],
  },
];
