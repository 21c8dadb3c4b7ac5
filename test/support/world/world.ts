import { randomUUID } from 'node:crypto';
import type { Actor } from '#data/people/actor';
import type { Database } from '#data/sql/connection';
import { derivedHandle } from '#domain/people/derived-handle';
import type { HeldRole, Subject } from '#domain/people/permissions';
import type { Role } from '#domain/people/roles';

/** A person with an account: who they are to permissions, and as whom they act. */
export interface Person extends Subject {
  /** The person in the first of their roles. */
  actor: Actor & { id: string };
}

/** Who is there wherever a report is tested, each with the one role that they hold for the whole installation. */
export interface Cast {
  tester: Person;
  owner: Person;
  executive: Person;
  admin: Person;
}

/** A report in a cycle of its own or one that is shared, with whoever tests and owns it. */
export interface WorldReport {
  cycleReportId: string;
  reportId: string;
  cycleId: string;
  tester: Subject;
  owner: Subject;
}

export interface ReportOptions {
  /** Marks it as started; no workflow runs. */
  started?: boolean;
  dueOn?: string | null;
  /** Left out: a cycle of its own. */
  cycleId?: string;
}

/**
 * Where a test takes place: people, cycles and reports in a database. What happens to a report is told by `makeChain` and
 * its like through the product's functions, by `WrittenWorld` in rows, and by `RunningWorld` through workflows.
 */
export class World {
  constructor(readonly db: Database) {}

  /** A person holding roles, as the session would know them; a role by its name holds for the whole installation. */
  async person(name: string, ...roles: readonly (Role | HeldRole)[]): Promise<Person> {
    const userId = derivedHandle(randomUUID(), name);
    const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}.${userId.slice(0, 8)}@bank.example`;
    const held = roles.map((role): HeldRole => (typeof role === 'string' ? { role } : role));
    const create = held.map(({ role, lobId, reportId, cycleReportId }) => ({ role, lobId, reportId, cycleReportId }));
    await this.db.prisma.user.create({ data: { id: userId, email, name, roles: { create } } });
    return { userId, name, email, roles: held, actor: { id: userId, role: held[0]?.role ?? 'system' } };
  }

  /** Everybody whom a report needs. */
  async cast(): Promise<Cast> {
    const [tester, owner, executive, admin] = await Promise.all([
      this.person('Tess Ter', 'tester'),
      this.person('Rosa Owner', 'report_owner'),
      this.person('Theo Exec', 'test_executive'),
      this.person('Ada Min', 'admin'),
    ]);
    return { tester, owner, executive, admin };
  }

  /** A cycle, by default of the whole year 2026; answers its id. */
  async cycle(name: string, startsOn = '2026-01-01', endsOn = '2026-12-31'): Promise<string> {
    const { id } = await this.db.prisma.testCycle.create({ data: { name, startsOn: new Date(startsOn), endsOn: new Date(endsOn) } });
    return id;
  }

  /** A report in a cycle, due on 30 June 2026 and not started unless told otherwise. */
  async report(name: string, tester: Subject, owner: Subject, options: ReportOptions = {}): Promise<WorldReport> {
    const { started = false, dueOn = '2026-06-30' } = options;
    const { id: reportId } = await this.db.prisma.report.create({ data: { name, ownerId: owner.userId } });
    const cycleId = options.cycleId ?? (await this.cycle(`Cycle of ${name}`));
    const { id: cycleReportId } = await this.db.prisma.cycleReport.create({
      data: {
        cycleId,
        reportId,
        testerId: tester.userId,
        dueOn: dueOn === null ? null : new Date(dueOn),
        startedAt: started ? new Date() : null,
      },
    });
    return { cycleReportId, reportId, cycleId, tester, owner };
  }
}
