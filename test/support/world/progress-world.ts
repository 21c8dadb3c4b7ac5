import { randomUUID } from 'node:crypto';
import { inTransaction, openDatabase } from '#data/sql/connection';
import type { Role } from '#domain/people/roles';
import type { PhaseName } from '#domain/phase/phase-names';
import { makeRandom } from '../make-random';
import type { TestDatabase } from '../postgres';
import type { Person } from './world';
import { leaveUnbound, type WrittenVersion, WrittenWorld } from './written-world';

const HOUR_MS = 3_600_000;
const WHOLE: readonly PhaseName[] = ['planning', 'data-profiling', 'scoping', 'sample-selection'];
const IN_LANES: readonly PhaseName[] = ['data-owner-id', 'request-info', 'test-execution'];
/** Something happened before the first day, and nothing yet on the last ones. */
const DAYS = { startsOn: '2026-09-14', endsOn: '2026-12-18' };
const LONGEST_HOURS = 120 * 24;

interface TurnRow {
  chainId: string;
  seq: number;
  spell: number;
  at: string;
  turn: string;
  roles: readonly Role[];
  people: readonly string[];
  versionId: string | null;
  cause: string;
  minutes: number | null;
}

/** A cycle of which nothing happened through the product: random reports with random lanes and random histories of turns, in rows. */
export interface ProgressWorld {
  cycleId: string;
  /** Sees everything. */
  executive: Person;
  /** Owns some of the reports. */
  owner: Person;
  people: readonly Person[];
  reportIds: readonly string[];
  now: Date;
  /** The cycle's first and last day. */
  days: { startsOn: string; endsOn: string };
}

/** Makes a random cycle as it stood at an instant. */
export async function makeProgressWorld(database: TestDatabase, reports: number): Promise<ProgressWorld> {
  const world = await WrittenWorld.open(database);
  const random = makeRandom();
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
  const now = new Date('2026-11-25T14:30:00Z');
  const [executive, owner, other, ...testers] = await Promise.all([
    world.person('Ed Executive', 'test_executive'),
    world.person('Olga Owner', 'report_owner'),
    world.person('Otto Other', 'report_owner'),
    ...['Tess Ter', 'Tim Ter', 'Tara Ter'].map((name) => world.person(name, 'tester')),
  ]);
  const someTimeAgo = () => new Date(now.getTime() - random(LONGEST_HOURS) * HOUR_MS);
  const people = [owner, other, executive, ...testers];
  const cycleId = await world.cycle('Random cycle', DAYS.startsOn, DAYS.endsOn);
  const versions = await someVersions(world, pick(testers), owner);
  const lobs = await Promise.all(
    ['Retail', 'Commercial', 'Treasury'].map((name) => database.db.prisma.lob.create({ data: { name }, select: { id: true, name: true } })),
  );
  const reportIds: string[] = [];
  const rows = { lanes: [] as object[], chains: [] as object[], turns: [] as TurnRow[], standings: [] as object[] };
  for (let number = 1; number <= reports; number += 1) {
    // Each tester has a report at least, so that looking for one finds something.
    const tester = testers[number - 1] ?? pick(testers);
    const report = await world.report(`Report ${number}`, tester, pick([owner, other]), { cycleId, started: random(5) > 0 });
    const { cycleReportId } = report;
    reportIds.push(cycleReportId);
    const plan = {
      nodes: [
        ...WHOLE.slice(0, 2 + random(3)).map((phase) => ({ kind: 'phase', phase })),
        ...(random(4) === 0
          ? []
          : [{ kind: 'fan-out', nodes: IN_LANES.slice(0, 1 + random(3)).map((phase) => ({ kind: 'phase', phase })) }]),
      ],
    };
    const planned = random(6) > 0;
    const closed = random(6) === 0;
    await database.db.prisma.cycleReport.update({
      where: { id: cycleReportId },
      data: { createdAt: someTimeAgo(), ...(planned ? { startInput: { plan } } : {}), ...(closed ? { closedAt: now } : {}) },
    });
    const whole = planned ? plan.nodes.flatMap((node) => ('phase' in node ? [node.phase as PhaseName] : [])) : WHOLE;
    const inLanes = planned
      ? plan.nodes.flatMap((node) => ('nodes' in node ? node.nodes.map((one) => one.phase as PhaseName) : []))
      : (['data-owner-id'] as const);
    for (const phase of whole) if (random(3) > 0) openChain(cycleReportId, phase, '', null, closed);
    if (inLanes.length > 0 && random(3) > 0) {
      for (const lob of lobs.slice(0, 1 + random(3))) {
        const laneId = randomUUID();
        const opened = someTimeAgo();
        const retired = random(4) === 0 ? new Date(opened.getTime() + random(now.getTime() - opened.getTime())).toISOString() : null;
        rows.lanes.push({ id: laneId, report: cycleReportId, key: lob.name, lob: lob.id, opened, retired });
        for (const phase of inLanes) if (random(4) > 0) openChain(cycleReportId, phase, lob.name, laneId, closed);
      }
    }
  }
  await write();
  await world.close();
  return { cycleId, executive, owner, people, reportIds, now, days: DAYS };

  function openChain(cycleReportId: string, phase: PhaseName, instance: string, laneId: string | null, closed: boolean): void {
    const chainId = randomUUID();
    const past = turnsOf(chainId);
    const last = past.at(-1) as TurnRow;
    // Where nobody has the turn something may be left to do: the report was closed, or what is tested waits for evidence.
    const left = closed || phase === 'test-execution' ? random(2) === 0 : false;
    const state = last.turn === 'none' ? (left ? 'in_progress' : 'complete') : pick(['in_progress', 'waiting']);
    const due = 3 + random(3);
    const dueAt = random(4) === 0 ? null : new Date(now.getTime() + (random(400) - 200) * HOUR_MS);
    const warnAt = dueAt && new Date(dueAt.getTime() - 40 * HOUR_MS).toISOString();
    rows.chains.push({ id: chainId, report: cycleReportId, phase, instance, laneId });
    rows.turns.push(...past);
    rows.standings.push({
      ...{ chainId, cycleId, cycleReportId, phase, instance, state, closed, turn: last.turn, turnSince: last.at, spell: last.spell },
      ...{ reopened: last.spell > 1, passed: state === 'complete' ? due : random(due), due, warnAt, dueAt: dueAt?.toISOString() ?? null },
    });
  }

  /** A history of spells: turns of people one after the other, ending with nobody's unless it is the last and still open. */
  function turnsOf(chainId: string): TurnRow[] {
    const turns: TurnRow[] = [];
    let at = now.getTime() - random(LONGEST_HOURS) * HOUR_MS - HOUR_MS;
    const spells = 1 + random(3);
    const add = (spell: number, turn: string, roles: readonly Role[], whom: readonly Person[], version: WrittenVersion | null): void => {
      const minutes = turns.length === 0 ? null : random(4_000);
      turns.push({
        ...{ chainId, seq: turns.length + 1, spell, at: new Date(at).toISOString(), turn, roles, minutes },
        ...{ people: whom.map(({ userId }) => userId), versionId: version?.id ?? null },
        cause: turn === 'none' && random(8) === 0 ? 'close_report' : 'opened',
      });
      at += random(Math.max(1, now.getTime() - at));
    };
    for (let spell = 1; spell <= spells; spell += 1) {
      if (random(3) === 0) add(spell, 'system', [], [], null);
      for (let round = random(3); round >= 0; round -= 1) {
        add(spell, round === 0 ? 'prepare' : 'respond', ['tester'], random(8) === 0 ? [] : [pick(testers)], versions.draft);
        const asked = [...new Set([pick(people), pick(people)])];
        add(
          spell,
          'decide',
          random(2) === 0 ? ['report_owner'] : ['report_owner', 'test_executive'],
          random(8) === 0 ? [] : asked,
          pick(versions.submitted),
        );
      }
      if (spell < spells || random(2) === 0) add(spell, 'none', [], [], random(8) === 0 ? versions.draft : pick(versions.approved));
    }
    return turns;
  }

  async function write(): Promise<void> {
    const owned = openDatabase(database.ownerUrl, { maxConnections: 1 });
    await inTransaction(owned, async (sql) => {
      const insert = (text: string, values: readonly object[]) => sql.query(text, [JSON.stringify(values)]);
      await insert(
        `insert into lane (id, cycle_report_id, key, lob_id, workflow_id, listed_from, opened_at, retired_at, retired_reason)
         select id, report, key, lob, report || '/lane/' || key, '${versions.draft.id}', opened, retired, case when retired is not null then 'Nothing of it is tested.' end
         from jsonb_to_recordset($1::jsonb) g(id uuid, report uuid, key text, lob uuid, opened timestamptz, retired timestamptz)`,
        rows.lanes,
      );
      await insert(
        `insert into chain (id, cycle_report_id, phase, instance, lane_id, position, workflow_id, policy, allowance_business_hours)
         select id, report, phase, instance, "laneId", 1, id::text, '{"mode":"review","requiredCount":1,"roles":["report_owner"]}', 8
         from jsonb_to_recordset($1::jsonb) g(id uuid, report uuid, phase text, instance text, "laneId" uuid)`,
        rows.chains,
      );
      await insert(
        `insert into turn (chain_id, seq, spell, at, turn, roles, people, version_id, cause, ended_business_minutes)
         select "chainId", seq, spell, at, turn, roles, people, "versionId", cause, minutes from jsonb_to_recordset($1::jsonb)
           g("chainId" uuid, seq int, spell int, at timestamptz, turn text, roles text[], people uuid[], "versionId" uuid, cause text, minutes int)`,
        rows.turns,
      );
      await insert(
        `insert into chain_now (chain_id, cycle_id, cycle_report_id, phase, instance, state, closed, turn, turn_since, spell, reopened, steps_passed, steps_due, warn_at, due_at)
         select "chainId", "cycleId", "cycleReportId", phase, instance, state, closed, turn, "turnSince", spell, reopened, passed, due, "warnAt", "dueAt"
         from jsonb_to_recordset($1::jsonb) g("chainId" uuid, "cycleId" uuid, "cycleReportId" uuid, phase text, instance text, state text, closed boolean, turn text,
           "turnSince" timestamptz, spell int, reopened boolean, passed int, due int, "warnAt" timestamptz, "dueAt" timestamptz)`,
        rows.standings,
      );
      await leaveUnbound(sql);
    });
    await owned.close();
  }
}

/** Versions in every status that turns may be about; they lie in a report of another cycle. */
async function someVersions(world: WrittenWorld, tester: Person, owner: Person) {
  const chainId = await world.chain(await world.report('Elsewhere', tester, owner), 'planning');
  const approved: WrittenVersion[] = [];
  const submitted: WrittenVersion[] = [];
  for (let number = 1; number <= 4; number += 1) {
    const version = await world.draft(chainId, [{ key: 'A', data: { n: number } }]);
    await world.submit(version, tester);
    await world.decide(version, owner, number % 2 === 0 ? 'approve' : 'request_changes');
    submitted.push(version);
    if (number % 2 === 0) approved.push(version);
  }
  const draft = await world.draft(chainId, [{ key: 'A', data: { n: 9 } }]);
  return { approved, submitted, draft };
}
