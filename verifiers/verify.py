#!/usr/bin/env python3
"""Verifies an exported record of Countersign without Countersign.

    python3 verify.py DIR...            verifies exports, which `./countersign export-record CYCLE_REPORT DIR` writes
    python3 verify.py --vectors DIR     checks vectors with expected values (`test/vectors`)

Written from docs/record-format.md alone; names in quotes are headings of that page. Needs Python 3.9 or later, no
package. Exits with 0 where everything agrees, 1 where something is broken, 2 where it was asked wrongly.
"""
import contextlib
import hashlib
import itertools
import json
import sys
from collections import Counter, defaultdict
from datetime import datetime
from decimal import Decimal
from pathlib import Path

RECIPE = "countersign/2"
KEYS = {  # "Rows": the columns that make the key in a report's tables
    "id": "cycle_report chain lane version command stale_acceptance review_comment assignment upload evidence finding finding_event work package",
    "version_id": "version_input input_confirmation finding_occurrence rendition version_author version_opened reviewed_row",
    "command_id": "command_change command_verdict command_addition receipt item_decision signature",
    "chain_id seq": "turn clock_event",
    "chain_id spell term rung": "escalation",
    "run_id first_event_id workflow_id": "history_segment"}
TABLES = {table: columns.split() for columns, tables in KEYS.items() for table in tables.split()}
READS = "command_refused examiner_admitted examiner_dismissed file_downloaded finding_followed history_archived package_finished package_made values_read values_unmasked".split()
STATUS_AFTER = {"version_created": "draft", "version_submitted": "pending_approval", "version_approved": "approved",
                "version_confirmed": "approved", "version_signed": "approved", "changes_recorded": "approved",
                "items_listed": "approved", "changes_requested": "changes_requested", "version_rejected": "rejected",
                "version_withdrawn": "withdrawn", "version_discarded": "discarded"}
SIGNED = "version_id version_hash user_id user_role consent_sha256 pdf_sha256 name_commitment".split()
REFUSALS, UNDECIDED = {"reject": "rejected", "request_changes": "changes_requested"}, ("draft", "discarded")
UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError, OSError)


def sha256(*parts):
    """The SHA-256 of bytes one after the other, as bytes."""
    return hashlib.sha256(b"".join(parts)).digest()


def prefixed(data):
    """Bytes after their length as a 32-bit integer in network order."""
    return len(data).to_bytes(4, "big") + data


def canonical(value):
    """The "Canonical text" of a JSON value, as bytes. Raises ValueError for what is in no record."""
    if isinstance(value, str) and "\0" in value:
        raise ValueError("a text holds U+0000")
    if value is None or isinstance(value, (str, bool)):
        return json.dumps(value, ensure_ascii=False).encode("utf-8")
    if isinstance(value, (int, float)):
        shortest = Decimal(repr(float(value))).normalize()  # the double's shortest digits
        if not shortest.is_finite():
            raise ValueError("a number is beyond the doubles")
        return format(shortest, "f" if -7 < shortest.adjusted() < 21 else "e").encode() if shortest else b"0"
    if isinstance(value, list):
        return b"[" + b",".join(map(canonical, value)) + b"]"
    names = sorted(value, key=lambda name: name.encode("utf-16-be"))
    return b"{" + b",".join(canonical(name) + b":" + canonical(value[name]) for name in names) + b"}"


def version_hash(content, number, parent, inputs):
    """The "Version hash"; `parent` is empty without one, and `inputs` are content hashes in any order."""
    return sha256(prefixed(RECIPE.encode()), prefixed(content), number.to_bytes(4, "big", signed=True),
                  prefixed(parent), *map(prefixed, sorted(inputs)))


class Content:
    """A version's items one by one, in the byte order of their keys: their "Content hash" and their counts."""

    def __init__(self):
        self.chunk, self.root, self.counts = bytearray(), hashlib.sha256(b"\x01"), Counter()

    def take(self, key, item_hash, parents=None):
        """Takes the hashes under a key in the version and in its parent; None where there is no item."""
        if item_hash:
            self.digest(item_hash[-1] & 7 == 0)
            self.chunk += prefixed(key) + prefixed(item_hash)
        if not key.startswith(b"$"):
            self.counts["item_count"] += bool(item_hash)
            if item_hash != parents:
                self.counts["removed_count" if not item_hash else "changed_count" if parents else "added_count"] += 1

    def digest(self, ends=True):
        """The content hash of the items so far; the chunk that stands open is ended by it, where it ends."""
        if ends and self.chunk:
            self.root.update(sha256(b"\x00", self.chunk))
            self.chunk.clear()
        return self.root.digest()


def parse(data):
    """A JSON value from bytes. Raises ValueError for what is not JSON, not UTF-8, or names a member twice."""
    def members(pairs):
        if len(dict(pairs)) < len(pairs):
            raise ValueError("a member is named twice")
        return dict(pairs)
    return json.loads(data.decode("utf-8"), object_pairs_hook=members)


def raw(text):
    """The bytes of a hash that a record holds as `\\x` and hexadecimal; none of an absent one."""
    return bytes.fromhex(text[2:]) if text else b""


class Export:
    """An export in a directory: `counts` of what was checked, and `faults`, the first of each kind."""

    def __init__(self, directory):
        self.place, self.counts, self.faults, self.more = Path(directory), {}, {}, Counter()
        self.manifest, self.stream, self.entries, self.head, self.closed = {}, "", 0, "", False
        self.newest, self.statuses, self.approved, self.tables = defaultdict(dict), {}, {}, defaultdict(list)
        self.chains, self.versions, self.uploads, self.redacted, self.withheld, self.omitted = {}, {}, set(), False, 0, set()

    def expect(self, holds, kind, *values):
        """Keeps the first fault of a kind, a sentence with places for values, where something does not hold."""
        if not holds:
            self.more[kind] += kind in self.faults
            self.faults.setdefault(kind, kind % values)

    @contextlib.contextmanager
    def reading(self, kind, *values):
        """Makes a fault of what cannot be read because a member is missing, of another kind, or not JSON."""
        try:
            yield
        except UNREADABLE as fault:
            self.expect(False, kind + " cannot be read (%s: %s).", *values, type(fault).__name__, fault)

    def opened(self, name):
        """The lines of a file of the record as bytes."""
        return open(self.place / name, "rb")

    def hashed(self, line, member, told):
        """The SHA-256 of a member of a line, or of what a redacted package withholds the one that the line tells."""
        self.withheld += "withheld" in line
        return bytes.fromhex(line[told]) if self.redacted and "withheld" in line else sha256(canonical(line[member]))

    def lines(self, name):
        """Yields number and object of the lines of a file; a line that is none is a fault."""
        with self.opened(name) as file:
            for number, line in enumerate(file, 1):
                with self.reading(name + ", line %d", number):
                    yield number, dict(parse(line))

    def verify(self):
        """Makes every check, prints what it found, and answers whether everything agrees."""
        for check in (self.check_files, self.check_trail, self.check_rows, self.check_histories, self.check_versions,
                      self.check_decisions, self.check_numbers):
            with self.reading("the record (%s)" % check.__name__):
                check()
        self.print()
        return not self.faults

    def check_files(self):
        """"Exports", "Files": the files are those of the manifest, and uploads have the SHA-256 of their names."""
        paths = {path.relative_to(self.place).as_posix(): path for path in self.place.rglob("*") if path.is_file()}
        self.manifest = dict(parse(paths.pop("manifest.json").read_bytes()))
        self.stream = "cycle-report/" + self.manifest["cycleReport"]
        agrees = (self.manifest["recipe"], self.manifest["stream"]) == (RECIPE, self.stream)
        self.expect(agrees, "manifest.json names another recipe or stream than it should.")
        named = {each["name"]: (each["sha256"], each["bytes"]) for each in self.manifest["files"]}
        parts = {"trail.ndjson", "items.ndjson", *("rows/%s.ndjson" % table for table in TABLES)}
        for name in sorted({*parts, *named} ^ paths.keys()):
            self.expect(False, "%s is missing or not in the manifest.", name)
        for name in sorted(paths.keys() & named.keys()):
            digest = hashlib.sha256()
            with open(paths[name], "rb") as file:
                while block := file.read(1 << 20):
                    digest.update(block)
            facts = (digest.hexdigest(), paths[name].stat().st_size)
            self.expect(facts == named[name], "%s is not the file that the manifest names.", name)
            self.expect(name in parts or name == "files/" + facts[0], "%s is not what its name says.", name)
        self.uploads = {name for name in paths if name.startswith("files/")}

    def check_trail(self):
        """"Entries of the trail": numbers, hashes and the closing; it keeps newest bindings and statuses."""
        for self.entries, (_, value) in enumerate(self.lines("trail.ndjson"), 1):
            with self.reading("entry %d of the trail", self.entries):
                before, self.head, entry = self.head, value["hash"], value["record"]
                words = "entry %d of the trail (%s)" % (self.entries, entry["kind"])
                self.expect(self.hashed(value, "record", "hash").hex() == self.head, "%s does not have its hash.", words)
                place = (entry["stream"], entry["recipe"], entry["seq"], raw(entry["prev_hash"]).hex())
                follows = place == (self.stream, RECIPE, self.entries, before or sha256(self.stream.encode()).hex())
                self.expect(follows, "%s does not follow the entry before it in its stream.", words)
                self.expect(not self.closed or entry["kind"] in READS, "%s comes after the closing.", words)
                self.closed = self.closed or entry["kind"] == "report_closed"
                for table, key, rows, digest in entry.get("bound", []):
                    self.newest[table][key] = (rows, digest, words)
                    self.expect(table in TABLES, "%s binds rows of %s, which is no table of a report.", words, table)
                self.follow_status(entry)
        self.counts["entries of the trail"] = self.entries
        ends = (self.entries, self.head) == (self.manifest["entries"], self.manifest["head"])
        self.expect(ends, "the trail does not end with the entry that manifest.json names.")

    def follow_status(self, entry):
        """"Statuses": moves the version of an entry, and the one that its approval supersedes."""
        status, chain = STATUS_AFTER.get(entry["kind"]), entry.get("chain_id")
        counted = any(each["field"] == "approvals" for each in entry.get("changes", []))
        if not status or entry["kind"] == "version_signed" and counted:
            return
        if status == "approved":
            self.statuses[self.approved.get(chain)] = "superseded"
            self.approved[chain] = entry["version_id"]
        self.statuses[entry["version_id"]] = status

    def check_rows(self):
        """"Rows": every row against the newest binding of its table and key."""
        for table, columns in TABLES.items():
            groups, bound, last = defaultdict(list), self.newest[table], ""
            for line, value in self.lines("rows/%s.ndjson" % table):
                with self.reading("the row of %s in line %d", table, line):
                    key, record = value["key"], value["record"]
                    groups[key].append(self.hashed(value, "record", "digest"))
                    own = "/".join(str(record[column]) for column in columns)
                    self.expect(last <= key == own, "%s %s stands under another key, or out of order.", table, key)
                    last = key
                    self.tables[table].append(record)
            self.counts["rows of " + table] = len(self.tables[table])
            for key in sorted({*groups, *bound}):
                self.expect(key in bound, "%s %s is bound by no entry of the trail.", table, key)
                digests = groups.get(key, [])
                rows, digest, entry = bound.get(key, (len(digests), None, None))
                gap = "gone" if not digests else "not complete" if len(digests) < rows else "added to"
                self.expect(len(digests) == rows, "%s %s is " + gap + ": %s binds %d rows.", table, key, entry, rows)
                agrees = digest in (None, sha256(*sorted(digests)).hex()) or len(digests) != rows
                self.expect(agrees, "%s %s was changed: it is not as %s binds it.", table, key, entry)

    def check_histories(self):
        """"Archived histories": hashes of the stretches, and that they follow each other without a gap."""
        ends = {}
        for row in sorted(self.tables["history_segment"], key=lambda row: row["first_event_id"]):
            run, events = (row["workflow_id"], row["run_id"]), canonical(row.get("events"))
            words = "the history of %s (run %s) from event %d" % (*run, row["first_event_id"])
            end, before = ends.get(run, (0, None))
            follows = (row["first_event_id"], row.get("prev_hash")) == (end + 1, before)
            self.expect(follows, "%s does not follow what is before it.", words)
            told = self.redacted and "events" not in row
            self.expect(told or sha256(raw(before), events) == raw(row["hash"]), "%s has another hash.", words)
            ends[run] = (row["last_event_id"], row["hash"])

    def change_log(self):
        """Yields the lines of the change log: chain and key, number, and the item hash or, of a remove, None."""
        numbers, last, lines = {(row["chain_id"], row["number"]) for row in self.versions.values()}, None, 0
        for lines, item in self.lines("items.ndjson"):
            with self.reading("line %d of items.ndjson", lines):
                place, number, put = (item["chain"], item["key"].encode("utf-8")), item["number"], item["op"] == "put"
                words = "item %s of %s" % (ascii(item["key"]), self.words(item["chain"], number))
                digest = self.hashed(item, "data", "hash") if put else None
                agrees = digest.hex() == item["hash"] if put else (item["op"], item.get("data")) == ("remove", None)
                self.expect(agrees, "%s does not have its hash.", words)
                if put and item["key"] == "$carried" and "data" in item:
                    self.check_carried(item, words)
                fits = (item["chain"], number) in numbers and (not last or last < (*place, number))
                self.expect(fits, "%s stands out of order, or its version is not in the record.", words)
                last = (*place, number)
                yield place, number, digest
        self.counts["lines of the change log"] = lines

    def check_carried(self, item, words):
        """"Carried": the report begins from an earlier cycle, the phase is the chain's own, and items are named in order."""
        data, phase = item["data"], self.chains[item["chain"]]["phase"]
        begins = any("carries_from" in row for row in self.tables["cycle_report"])
        self.expect(begins and data["phase"] == phase, "%s names an earlier cycle that the report does not begin from, or another phase.", words)
        keys = [each["key"].encode("utf-8") for each in data["items"]]
        self.expect(keys == sorted(set(keys)), "%s names an item twice, or out of order.", words)

    def check_items(self):
        """"Items": replays the change log key by key. Answers the content of each version by its id."""
        contents = {id: Content() for id in self.versions}
        for (chain, key), changes in itertools.groupby(self.change_log(), key=lambda change: change[0]):
            changes, states = list(changes), {}
            for id, version in self.versions.items():
                if version["chain_id"] == chain:
                    states[id] = [None, *(digest for _, number, digest in changes if number <= version["number"])][-1]
                    contents[id].take(key, states[id], states.get(version.get("parent_id")))
        return contents

    def words(self, chain, number):
        """A version as people name it."""
        chain = self.chains.get(chain, {"phase": chain, "instance": ""})
        return ("version %d of %s %s" % (number, chain["phase"], chain["instance"])).rstrip()

    def check_versions(self):
        """"Content hash", "Version hash", "Statuses" and counts of every version."""
        self.chains = {row["id"]: row for row in self.tables["chain"]}
        self.versions = {row["id"]: row for row in sorted(self.tables["version"], key=lambda row: row["number"])}
        contents = self.check_items()
        for id, version in self.versions.items():
            words, status = self.words(version["chain_id"], version["number"]), version["status"]
            self.expect(self.statuses.get(id) == status, "%s is not %s after the entries of the trail.", words, status)
            frozen = "version_hash" in version
            whole = version["recipe"] == RECIPE and frozen != (status == "draft")
            self.expect(whole, "%s, which is %s, is of another recipe, or lacks a hash, or has one.", words, status)
            if not frozen:
                continue
            content, parent = raw(version["content_hash"]), self.versions.get(version.get("parent_id"), {})
            self.expect(contents[id].digest() == content, "%s: its items do not have its content hash.", words)
            names = ("item_count", "added_count", "changed_count", "removed_count")
            agrees = all(version[name] == contents[id].counts[name] for name in names)
            self.expect(agrees, "%s: its counts are not those of its items.", words)
            inputs = [raw(row["content_hash"]) for row in self.tables["version_input"] if row["version_id"] == id]
            digest = version_hash(content, version["number"], raw(parent.get("version_hash")), inputs)
            self.expect(digest == raw(version["version_hash"]), "%s does not have its version hash.", words)
        self.counts["versions with hashes"] = sum("version_hash" in row for row in self.versions.values())

    def check_decisions(self):
        """"Decisions", "Separation of duties" and "Signatures", version by version in the order of their numbers."""
        applied = {row["command_id"]: instant(row["created_at"]) for row in self.tables["receipt"] if row["outcome"] == "applied"}
        decided = (row for row in self.tables["command"] if row["kind"] == "decide_version" and row["id"] in applied)
        decided = sorted(decided, key=lambda row: row["seq"])
        signatures = {row["command_id"]: row for row in self.tables["signature"]}
        authors = defaultdict(set)  # of each chain since its last approved version
        for id, version in self.versions.items():
            chain, status = version["chain_id"], version["status"]
            words, decisions = self.words(chain, version["number"]), [row for row in decided if row["version_id"] == id]
            authors[chain].update(row["user_id"] for row in self.tables["version_author"] if row["version_id"] == id)
            signs = self.chains[chain]["policy"]["mode"] == "signoff"  # an author signs as the tester
            apart = authors[chain].isdisjoint(row["actor_id"] for row in decisions if not signs or row["actor_role"] != "tester")
            self.expect(apart, "%s was decided on by an author of what was decided.", words)
            for row in (row for row in decisions if row["payload"].get("decision") == "sign"):
                mark, said = signatures.pop(row["id"], {}), row["payload"].get("signature", {})
                given = [id, version["version_hash"], row["actor_id"], row["actor_role"], said.get("consentSha256"),
                         said.get("pdfSha256"), "\\x" + said.get("nameCommitment", "")]
                self.expect([mark.get(name) for name in SIGNED] == given, "%s has no signature for a decision to sign.", words)
            if status in ("approved", "superseded"):
                authors[chain], status = set(), "approved"
            expected = (status if status in ("approved", *REFUSALS.values()) else None, len(decisions))
            agrees = conclude(self.chains[chain]["policy"], version, decisions, applied) == expected
            self.expect(agrees, "%s is %s, which is not what was decided under the policy.", words, status)
        self.expect(not signatures, "%d signatures belong to no decision to sign.", len(signatures))
        self.counts["decisions"] = len(decided)

    def check_numbers(self):
        """"Numbers", "Files", "Closing": nothing is left out, and a closed report has its closing entry."""
        for table, owner, number in (("command", "target_id", "seq"), ("version", "chain_id", "number")):
            given = Counter((row[owner], row[number]) for row in self.tables[table])
            for (name, nth), times in given.items():
                fits = times == 1 and (nth == 1 or nth > 1 and (name, nth - 1) in given)
                self.expect(fits, "%s %d of %s is there twice, or none is before it.", table, nth, name)
        self.counts["uploaded files"] = len(self.uploads)
        uploads = {"files/" + row["sha256"] for row in self.tables["upload"] + self.tables["evidence"]}
        self.expect(self.redacted or uploads == self.uploads | (uploads & self.omitted), "the uploaded files are not those that the record names.")
        closed = any("closed_at" in row for row in self.tables["cycle_report"])
        self.expect(closed == self.closed, "the report and its trail disagree on whether it is closed.")

    def print(self):
        """Prints what was checked, what is broken, and what an export cannot prove."""
        print("%s: %s" % (self.place, self.manifest.get("title")))
        print("\n".join("%8d %s" % (count, name) for name, count in self.counts.items()))
        for kind, words in self.faults.items():
            print("Broken: %s%s" % (words, " (and %d more)" % self.more[kind] if self.more[kind] else ""))
        print(("" if self.faults else "Every hash agrees.\n") + "Not proven: that nothing newer was cut off, and that the record was not made "
              "anew as a whole. Compare\n%d entries and head %s with a receipt or checkpoint kept elsewhere.\n"
              "Not proven: the items of %d versions that were never submitted, which no hash holds yet.\n"
              "Not proven: who the people are, since tables of the installation are in no export of a report."
              % (self.entries, self.head, sum("version_hash" not in row for row in self.versions.values())))


def instant(text):
    """"Rows": an instant in microseconds since 1970."""
    seconds, _, fraction = text.removesuffix("+00:00").partition(".")
    return int(datetime.fromisoformat(seconds + "+00:00").timestamp()) * 1_000_000 + int(fraction.ljust(6, "0"))


def conclude(policy, version, decisions, applied):
    """"Decisions": the status to which a policy and decisions lead, None without one, and how many that took; `applied` are instants of receipts."""
    mode, roles, given, signed, days = policy["mode"], policy.get("roles", []), {}, {}, Decimal(policy.get("approvalsHoldDays", "Infinity"))
    for taken, command in enumerate([None, *decisions] if version["status"] not in UNDECIDED else []):
        if command:
            person, role, decision = command["actor_id"], command["actor_role"], command["payload"].get("decision")
            if decision in REFUSALS:
                return REFUSALS[decision], taken
            given |= {person: applied[command["id"]]} if role in roles else {}
            if role in roles and person not in signed.values():
                signed.setdefault(role, person)
        counting = sum(applied[command["id"]] - at <= days * 86_400_000_000 for at in given.values())
        reviewed = mode == "review" and counting >= max(1, policy.get("requiredCount", 1))
        if reviewed or mode == "signoff" and signed.keys() >= {*roles} or mode in ("self", "recorded"):
            return "approved", taken
    return None, len(decisions)


def main(arguments):
    """Runs what the command line asks; answers the exit code."""
    sys.stdout.reconfigure(errors="backslashreplace")
    vectors = arguments[:1] == ["--vectors"]
    directories = arguments[vectors:]
    if not directories or not all(Path(each).is_dir() for each in directories):
        print(__doc__, file=sys.stderr)
        return 2
    check = __import__("verify_vectors").check_vectors if vectors else lambda each: Export(each).verify()
    return 0 if all([check(each) for each in directories]) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
