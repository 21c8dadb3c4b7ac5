#!/usr/bin/env python3
"""Makes the vectors of docs/record-format.md, but for those of content: `python3 test/vectors/make-vectors.py`.

What is expected is stated by hand wherever it can be, and shares no code with the database, the product or the verifier,
which are all held to these files. A changed expectation is a changed format.
"""
import hashlib
import json
from pathlib import Path

HERE = Path(__file__).parent
RECIPE = "countersign/2"


def sha256(data):
    return hashlib.sha256(data).digest()


def text_hash(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def plain(value):
    """The canonical text of values as rows and events hold them here, with ASCII names and small whole numbers alone."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


# ---- canonical.json: JSON text, and its canonical text by hand ----

NUMBERS = """
0 0|-0 0|0.0 0|-0.0 0|0e10 0|-0e-10 0|1 1|-1 -1|10 10|100 100|1e2 100|1E2 100|1e+2 100|1.50 1.5|1.0 1|100.00 100|-12.340 -12.34
0.1 0.1|0.1000000000000000055511151231257827 0.1|0.30000000000000004 0.30000000000000004|0.3333333333333333 0.3333333333333333
0.66666666666666663 0.6666666666666666|333333333.33333329 333333333.3333333|12345.678e-5 0.12345678|2e-3 0.002|4.50 4.5
1e-6 0.000001|1.5e-6 0.0000015|0.00000123 0.00000123|9.999999e-7 9.999999e-7|1e-7 1e-7|-1e-7 -1e-7|0.0000001 1e-7
0.000000123 1.23e-7|0.000000000000000000000000001 1e-27|1e20 100000000000000000000|-1e20 -100000000000000000000
999999999999999900000 999999999999999900000|123456789012345678901 123456789012345680000|1e21 1e+21|1000000000000000000000 1e+21
-1e21 -1e+21|1.5e21 1.5e+21|1234567890123456789012 1.2345678901234568e+21|1e22 1e+22|1e23 1e+23|-1e23 -1e+23|9e22 9e+22|99999999999999990000000 1e+23|99999999999999980000000 9.999999999999997e+22
8.5e22 8.5e+22|5e25 5e+25|11807e17 1.1807e+21|-1.1845e21 -1.1845e+21|2048e23 2.048e+26|16384e23 1.6384e+27|1E30 1e+30|56.0 56
9007199254740991 9007199254740991|9007199254740992 9007199254740992|9007199254740993 9007199254740992
9007199254740994 9007199254740994|9007199254740995 9007199254740996|-9007199254740993 -9007199254740992
9223372036854775807 9223372036854776000|18446744073709551616 18446744073709552000|2147483648 2147483648
5e-324 5e-324|-5e-324 -5e-324|4.9e-324 5e-324|3e-324 5e-324|2e-324 0|1e-400 0|-1e-400 0|1e-323 1e-323
2.2250738585072014e-308 2.2250738585072014e-308|2.225073858507201e-308 2.225073858507201e-308|1e-308 1e-308|1e308 1e+308
1.7976931348623157e308 1.7976931348623157e+308|-1.7976931348623157e308 -1.7976931348623157e+308
1.7976931348623158e308 1.7976931348623157e+308|4.35 4.35|0.000001234567890123456 0.000001234567890123456
"""
TEXTS = [
    ("no text", r'""', '""'), ("a solidus that is escaped", r'"a\/b"', '"a/b"'), ("a letter that is escaped", r'"\u0041"', '"A"'),
    ("quotation mark and backslash", r'"\"\\\u0022\u005C"', r'"\"\\\"\\"'), ("DEL", r'"\u007F"', '"\x7f"'),
    ("the first after DEL", r'"\u0080"', '"\x80"'), ("line and paragraph separators", r'"\u2028\u2029"', '"\u2028\u2029"'),
    ("a face by its halves", r'"\uD83D\uDE00"', '"\U0001f600"'), ("the last character", r'"\uDBFF\uDFFF"', '"\U0010ffff"'),
    ("the first beyond U+FFFF", r'"\uD800\uDC00"', '"\U00010000"'), ("combining accent", r'"e\u0301"', '"e\u0301"'),
    ("composed accent", r'"\u00e9"', '"\u00e9"'), ("the sign of a Kelvin and of an Angstrom", r'"\u212a\u212b"', '"\u212a\u212b"'),
    ("a ligature", r'"\ufb01"', '"\ufb01"'), ("replacement character", r'"\ufffd"', '"\ufffd"'), ("byte order mark", r'"\ufeff"', '"\ufeff"'),
    ("last before and first after the surrogates", r'"\ud7ff\ue000"', '"\ud7ff\ue000"'), ("not a character", r'"\uffff\ufdd0"', '"\uffff\ufdd0"'),
    ("zero-width and bidirectional", r'"\u200b\u202e\u2066"', '"\u200b\u202e\u2066"'), ("markup", '"<a href=\'x\'>&amp;</a>"', '"<a href=\'x\'>&amp;</a>"'),
    ("Hangul by its parts", r'"\u1112\u1161\u11ab"', '"\u1112\u1161\u11ab"'), ("a family", r'"\ud83d\udc69\u200d\ud83d\udc67"', '"\U0001f469\u200d\U0001f467"'),
    ("text that looks like a number", '"1.50"', '"1.50"'), ("a percent sign and a placeholder", '"%s %d $1 {0}"', '"%s %d $1 {0}"'),
]
VALUES = [
    ("true", " true ", "true"), ("false", "false", "false"), ("null", "null", "null"), ("empty object", "{ }", "{}"), ("empty list", "[\n]", "[]"),
    ("lists in lists", "[[],[[ ]],[null,[false]]]", "[[],[[]],[null,[false]]]"), ("a list keeps its order", "[3,1,2,\"b\",\"a\"]", "[3,1,2,\"b\",\"a\"]"),
    ("white space", "\t{ \"a\" :\r\n[ 1 , 2 ] }\n", '{"a":[1,2]}'), ("a member that is null", '{"b":null,"a":null}', '{"a":null,"b":null}'),
    ("a name without characters", '{"a":1,"":2}', '{"":2,"a":1}'), ("capital letters come first", '{"b":1,"B":2,"a":3,"A":4}', '{"A":4,"B":2,"a":3,"b":1}'),
    ("names of digits are text", '{"10":1,"9":2,"1":3,"2":4}', '{"1":3,"10":1,"2":4,"9":2}'), ("digits beside letters", '{"a":1,"10":2,"-1":3,"01":4}', '{"-1":3,"01":4,"10":2,"a":1}'),
    ("the greatest index of a list", '{"4294967295":1,"4294967294":2,"0":3}', '{"0":3,"4294967294":2,"4294967295":1}'),
    ("__proto__", '{"a":1,"__proto__":2}', '{"__proto__":2,"a":1}'), ("an object as __proto__", '{"__proto__":{"b":1,"a":[]}}', '{"__proto__":{"a":[],"b":1}}'),
    ("null as __proto__", '{"z":1,"__proto__":null}', '{"__proto__":null,"z":1}'), ("names that every object has", '{"toString":1,"constructor":2,"length":3}', '{"constructor":2,"length":3,"toString":1}'),
    ("an astral name comes before U+FFFD", r'{"\ufffd":1,"\ud83d\ude00":2}', '{"\U0001f600":2,"\ufffd":1}'),
    ("an astral name comes before U+E000", r'{"\ue000":1,"\ud800\udc00":2,"\ud7ff":3}', '{"\ud7ff":3,"\U00010000":2,"\ue000":1}'),
    ("the last character comes before U+FB33", r'{"\ufb33":1,"\udbff\udfff":2,"\uffff":3}', '{"\U0010ffff":2,"\ufb33":1,"\uffff":3}'),
    ("astral names among themselves", r'{"\ud83d\ude01":1,"\ud83d\ude00":2,"\ud83c\udf00":3}', '{"\U0001f300":3,"\U0001f600":2,"\U0001f601":1}'),
    ("an astral second character", r'{"a\uffee":1,"a\ud834\udd1e":2,"a":3}', '{"a":3,"a\U0001d11e":2,"a\uffee":1}'),
    ("combining and composed names", '{"f":1,"\u00e9":2,"e\u0301":3,"e":4}', '{"e":4,"e\u0301":3,"f":1,"\u00e9":2}'),
    ("the names of RFC 8785", r'{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}',
     '{"\\r":"Carriage Return","1":"One","\x80":"Control","\u00f6":"Latin Small Letter O With Diaeresis","\u20ac":"Euro Sign","\U0001f600":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}'),
    ("the example of RFC 8785", r'{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA\u0027\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}',
     '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'),
    ("names with escapes", r'{"\u001f":1,"\n":2,"\"":3,"\\":4," ":5}', r'{"\n":2,"\u001f":1," ":5,"\"":3,"\\":4}'),
    ("objects in lists in objects", '{"b":[{"d":1,"c":{"f":[],"e":{}}}],"a":{"h":[[{"j":1,"i":2}]],"g":-0}}', '{"a":{"g":0,"h":[[{"i":2,"j":1}]]},"b":[{"c":{"e":{},"f":[]},"d":1}]}'),
    ("numbers as members", '{"rate":0.10,"amount":1e2,"count":-0}', '{"amount":100,"count":0,"rate":0.1}'), ("a text on its own", '"x"', '"x"'),
    ("the same name in two objects", '[{"b":1,"a":2},{"a":3,"b":4}]', '[{"a":2,"b":1},{"a":3,"b":4}]'), ("200 lists in lists", "[" * 200 + "]" * 200, "[" * 200 + "]" * 200),
    ("100 objects in objects", '{"b":0,"a":' * 100 + "1" + "}" * 100, '{"a":' * 100 + "1" + ',"b":0}' * 100),
    ("an item of a sample", '{"values":{"NOTE":"\u00e4 \u00e9 \u6f22","AMOUNT":"100.00"},"code":"LOAN 1"}', '{"code":"LOAN 1","values":{"AMOUNT":"100.00","NOTE":"\u00e4 \u00e9 \u6f22"}}'),
]
REFUSED = [
    ("U+0000", r'"\u0000"'), ("U+0000 in a name", r'{"a\u0000":1}'), ("U+0000 deep inside", r'{"a":[{"b":"x\u0000y"}]}'), ("the first half of a pair", r'"\ud800"'),
    ("the second half of a pair", r'"\udc00"'), ("halves in the wrong order", r'"\ude00\ud83d"'), ("half of a pair before a letter", r'["\ud83dA"]'),
    ("half of a pair in a name", r'{"\udfff":1}'), ("a number beyond the doubles", "1e400"), ("a number below the doubles", "[-1e400]"), ("the first that is beyond", '{"a":1.7976931348623159e308}'),
]
CONTROLS = {8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r"}


def canonical_cases():
    numbers = [pair.split(" ") for line in NUMBERS.split("\n") for pair in line.split("|") if pair]
    cases = [("the number " + text, text, canonical) for text, canonical in numbers]
    for code in range(1, 32):
        escaped = CONTROLS.get(code, "\\u%04x" % code)
        cases.append(("the control character U+%04X" % code, '"a\\u%04Xb"' % code, '"a%sb"' % escaped))
    cases += TEXTS + VALUES
    for name, text, canonical in cases:
        yield {"name": name, "json": text, "canonical": canonical, "sha256": text_hash(canonical)}
    for name, text in REFUSED:
        yield {"name": "refused: " + name, "json": text, "refused": True}
    for name, before, text, times, after in [("a text of 10 MB", '{"text":"', "0123456789abcdefghijklmnopqrstuv\u00e4\u6f22\U0001f600", 250_000, '"}'),
                                             ("a list of 200,001 numbers", "[0", ",1", 200_000, "]")]:
        whole = before + text * times + after
        yield {"name": name, "repeated": [before, text, times, after], "sha256": text_hash(whole)}


# ---- rows.json: records of rows, their digests, and the digest of the group ----

ID = "00000000-0000-4000-8000-%012d"
ROWS = [
    ("no row", None, []), ("a record without members", None, [{}]), ("one row", None, [{"id": 1, "name": "a"}]),
    ("the same row twice", None, [{"id": 1}, {"id": 1}]), ("rows in an order", None, [{"id": 1}, {"id": 2}, {"id": 3}]),
    ("the same rows in another order", None, [{"id": 3}, {"id": 1}, {"id": 2}]),
    ("a truth value, a list and an object", None, [{"active": True, "roles": ["a", "b"], "payload": {"b": [], "a": {}}}]),
    ("a text that is empty", None, [{"comment": ""}]), ("bytes and a date", None, [{"hash": "\\x" + "0a" * 32, "due_on": "2026-12-31"}]),
    ("twenty rows", None, [{"version_id": ID % 1, "n": n} for n in range(20)]),
    ("inputs of a version", "version_input", [{"version_id": ID % 1, "upstream_id": ID % n, "content_hash": "\\x" + ("%02x" % n) * 32} for n in (2, 3)]),
    ("a receipt", "receipt", [{"command_id": ID % 1, "outcome": "applied", "detail": "approved", "created_at": "2026-11-28T18:00:00.123456+00:00", "version_id": ID % 2}]),
    ("a receipt at a full second", "receipt", [{"command_id": ID % 1, "outcome": "refused", "detail": "not_pending", "created_at": "2026-11-28T18:00:00+00:00"}]),
    ("a receipt at tenths of a second", "receipt", [{"command_id": ID % 1, "outcome": "refused", "detail": "", "created_at": "2026-02-28T23:59:59.9+00:00"}]),
    ("a receipt long ago", "receipt", [{"command_id": ID % 1, "outcome": "refused", "detail": "\u00e4 \"\\ \u2028", "created_at": "1999-12-31T00:00:00.00001+00:00"}]),
    ("a stretch of a history", "history_segment", [{"run_id": "r", "workflow_id": "cycle-report/x", "first_event_id": 1, "last_event_id": 2, "hash": "\\x" + "ff" * 32, "events": [{"b": 1, "a": None}, []]}]),
    ("additions", "command_addition", [{"command_id": ID % 1, "ordinal": n, "item_key": key, "reason": ""} for n, key in ((1, "LOAN 1"), (2, "\U0001f600"), (3, "\t\"\\"))]),
    ("verdicts", "command_verdict", [{"command_id": ID % 1, "item_key": key, "verdict": verdict, "reason": "no"} for key, verdict in (("A", "accepted"), ("B", "rejected"))]),
    ("an event of a clock", "clock_event", [{"chain_id": ID % 1, "seq": 12, "spell": 1, "kind": "started", "cause": "opened", "at": "2026-11-28T18:00:00.5+00:00"}]),
    ("a chain", "chain", [{"id": ID % 1, "phase": "planning", "instance": "", "policy": {"mode": "review", "roles": ["report_owner"], "requiredCount": 1}, "last_number": 3}]),
]


def row_cases():
    for name, table, records in ROWS:
        digests = [sha256(plain(record).encode("utf-8")) for record in records]
        yield {"name": name, **({"table": table} if table else {}), "records": records, "digests": [digest.hex() for digest in digests],
               "group": sha256(b"".join(sorted(digests))).hex()}


# ---- trail.json: entries of a stream without `prev_hash`, and their hashes ----

def entry(stream, seq, kind, **more):
    return {"stream": stream, "seq": seq, "at": "2026-11-28T18:00:%02d.25+00:00" % seq, "kind": kind, "actor_role": "tester", "subject": "HMDA LAR, 2026 Q4",
            "changes": [], "recipe": RECIPE, "bound": [], **more}


def streams():
    report = "cycle-report/" + ID % 7
    yield "one entry", "installation", [entry("installation", 1, "report_saved")]
    yield "an entry without an actor's role", "installation", [{k: v for k, v in entry("installation", 1, "x").items() if k != "actor_role"}]
    yield "three entries", report, [entry(report, n, "command_sent", command_id=ID % n) for n in (1, 2, 3)]
    yield "changes", report, [entry(report, 1, "assignment_changed", changes=[{"field": "dueOn", "from": None, "to": "2026-12-15"}])]
    yield "bindings", report, [entry(report, 1, "version_created", chain_id=ID % 1, version_id=ID % 2, bound=[["chain", ID % 1, 1, "ab" * 32], ["version", ID % 2, 1, "cd" * 32]]),
                               entry(report, 2, "version_discarded", bound=[["version_author", ID % 2, 0, hashlib.sha256(b"").hexdigest()]])]
    yield "a closed report", report, [entry(report, 1, "report_started"), entry(report, 2, "report_closed"), entry(report, 3, "file_downloaded")]
    yield "a subject with signs", report, [entry(report, 1, "x", subject="\u00e4 \"q\" \\ / \u2028 \U0001f600 \ufffd")]
    yield "a stream with signs in its name", "cycle-report/\u00e9\U0001f600", [entry("cycle-report/\u00e9\U0001f600", n, "x") for n in (1, 2)]
    yield "twelve entries", report, [entry(report, n, "items_edited", version_id=ID % 1) for n in range(1, 13)]
    yield "no entry", report, []


def trail_cases():
    for name, stream, entries in streams():
        before, hashes = sha256(stream.encode("utf-8")), []
        for each in entries:
            before = sha256(plain({**each, "prev_hash": "\\x" + before.hex()}).encode("utf-8"))
            hashes.append(before.hex())
        yield {"name": name, "stream": stream, "entries": entries, "hashes": hashes}


# ---- versions.json and histories.json ----

def some(text):
    return hashlib.sha256(text.encode()).hexdigest()


VERSIONS = [
    ("a first version", 1, "", []), ("a second version", 2, some("parent"), []), ("a first version of one input", 1, "", [some("a")]),
    ("inputs in byte order", 2, some("parent"), sorted([some("a"), some("b"), some("c")])),
    ("inputs in the opposite order", 2, some("parent"), sorted([some("a"), some("b"), some("c")], reverse=True)),
    ("the same input twice", 3, some("parent"), [some("a"), some("a")]), ("version 256", 256, some("parent"), []), ("version 65536", 65536, some("p"), []),
    ("the greatest number", 2 ** 31 - 1, some("parent"), [some("a")]), ("a parent of zeros", 2, "00" * 32, []), ("an input of ones", 2, some("parent"), ["ff" * 32]),
    ("inputs that differ in their last byte", 2, some("p"), ["ab" * 31 + "80", "ab" * 31 + "7f"]),
]
HISTORIES = [
    ("one stretch", [[{"eventId": 1}]]), ("a stretch without events", [[]]), ("two stretches", [[{"eventId": 1}, {"eventId": 2}], [{"eventId": 3}]]),
    ("three stretches", [[1], [2], [3]]), ("the same events again", [[{"a": 1}], [{"a": 1}]]), ("members out of order", [[{"b": {"d": 1, "c": 2}, "a": None}]]),
    ("events with text", [[{"details": "\u00e4 \u6f22 \U0001f600 \u2028 \"\\"}], [{"details": ""}]]), ("ten stretches", [[{"eventId": n}] for n in range(1, 11)]),
]


def version_cases():
    for name, number, parent, inputs in VERSIONS:
        content = some(name)
        parts = [RECIPE.encode(), bytes.fromhex(content), number, bytes.fromhex(parent), *sorted(map(bytes.fromhex, inputs))]
        stated = b"".join(part.to_bytes(4, "big") if isinstance(part, int) else len(part).to_bytes(4, "big") + part for part in parts)
        yield {"name": name, "content": content, "number": number, "parent": parent, "inputs": inputs, "hash": sha256(stated).hex()}


def history_cases():
    for name, stretches in HISTORIES:
        before, hashes = b"", []
        for events in stretches:
            before = sha256(before + plain(events).encode("utf-8"))
            hashes.append(before.hex())
        yield {"name": name, "stretches": stretches, "hashes": hashes}


# ---- decisions.json: a policy, decisions in their order with the instants of their receipts, and what they come to ----

def review(count, **more):
    return {"mode": "review", "requiredCount": count, "roles": ["report_owner", "test_executive"], **more}


def decided(actor, day, time="09:00:00.25", decision="approve", role="report_owner", month="03"):
    return {"actor": actor, "role": role, "decision": decision, "at": "2026-%s-%02dT%s+00:00" % (month, day, time)}


SIGNING = {"mode": "signoff", "requiredCount": 2, "roles": ["tester", "report_owner"]}
DECISIONS = [
    ("two approvals where two are needed", review(2), [decided("a", 1), decided("b", 2)], "approved", 2),
    ("two approvals of one person", review(2), [decided("a", 1), decided("a", 2)], None, 2),
    ("an approval in a role that decides nothing", review(2), [decided("a", 1), decided("b", 2, role="tester")], None, 2),
    ("approvals that hold for ever", review(2), [decided("a", 1, month="01"), decided("b", 31, month="12")], "approved", 2),
    ("a fresh approval", review(2, approvalsHoldDays=7), [decided("a", 1), decided("b", 3)], "approved", 2),
    ("an approval of exactly as many days", review(2, approvalsHoldDays=7), [decided("a", 1), decided("b", 8)], "approved", 2),
    ("an approval of a microsecond more", review(2, approvalsHoldDays=7), [decided("a", 1), decided("b", 8, "09:00:00.250001")], None, 2),
    ("an approval of a millisecond more", review(2, approvalsHoldDays=7), [decided("a", 1), decided("b", 8, "09:00:00.251")], None, 2),
    ("an approval of a microsecond less", review(2, approvalsHoldDays=7), [decided("a", 1, "09:00:00.250001"), decided("b", 8)], "approved", 2),
    ("at a full second", review(2, approvalsHoldDays=1), [decided("a", 1, "00:00:00"), decided("b", 2, "00:00:00")], "approved", 2),
    ("a night in which clocks are changed has 24 hours as well", review(2, approvalsHoldDays=1), [decided("a", 28, "20:00:00"), decided("b", 29, "20:00:00.1")], None, 2),
    ("an approval that was confirmed", review(2, approvalsHoldDays=7), [decided("a", 1), decided("b", 20), decided("a", 21)], "approved", 3),
    ("an approval that was confirmed first", review(2, approvalsHoldDays=7), [decided("a", 1), decided("a", 10), decided("b", 12)], "approved", 3),
    ("a confirmation that grew old itself", review(2, approvalsHoldDays=7), [decided("a", 1), decided("a", 10), decided("b", 20)], None, 3),
    ("two that grew old before a third", review(3, approvalsHoldDays=7), [decided("a", 1), decided("b", 2), decided("c", 20)], None, 3),
    ("one of two that grew old, in place of which another approved", review(2, approvalsHoldDays=7), [decided("a", 1), decided("b", 20), decided("c", 21)], "approved", 3),
    ("approved before the first grew old, and not decided again", review(2, approvalsHoldDays=7), [decided("a", 1), decided("b", 2), decided("c", 20)], "approved", 2),
    ("a leap day", review(2, approvalsHoldDays=2), [decided("a", 27, month="02"), decided("b", 1)], "approved", 2),
    ("an old approval and a rejection", review(2, approvalsHoldDays=7), [decided("a", 1), decided("b", 20, decision="reject")], "rejected", 2),
    ("an old approval and a request for changes", review(2, approvalsHoldDays=7), [decided("a", 1), decided("b", 20, decision="request_changes")], "changes_requested", 2),
    ("one approval alone never grows old", review(1, approvalsHoldDays=1), [decided("a", 1)], "approved", 1),
    ("signatures do not grow old", {**SIGNING, "approvalsHoldDays": 1}, [decided("a", 1, decision="sign", role="tester"), decided("b", 20, decision="sign")], "approved", 2),
    ("nothing decided", review(2, approvalsHoldDays=7), [], None, 0),
]


def decision_cases():
    for name, policy, decisions, outcome, taken in DECISIONS:
        yield {"name": name, "policy": policy, "decisions": decisions, "outcome": outcome, "taken": taken}


def write(name, about, cases):
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    (HERE / name).write_text('{"recipe": "%s",\n"about": %s,\n"cases": [\n%s\n]}\n' % (RECIPE, json.dumps(about), lines))


write("canonical.json", "JSON text, its canonical text and the SHA-256 of that; `refused` is what is in no record; `repeated` is "
      "canonical text to be put together: what is before, a text, how often, what is after.", canonical_cases())
write("rows.json", "Records of rows with the same key, their digests in the same order, and the group digest. Those of a `table` hold "
      "columns of it.", row_cases())
write("trail.json", "The entries of a stream in order, without `prev_hash`, and their hashes.", trail_cases())
write("versions.json", "Content hash, number, the parent's version hash (none where empty) and the inputs' content hashes; the version hash.",
      version_cases())
write("histories.json", "The events of a run's stretches in order, and the hashes of the stretches.", history_cases())
write("decisions.json", "A policy, the decisions on a version that waits for approval, in their order and with the instants of their receipts; the status that "
      "they lead to, null without one, and after how many of them.", decision_cases())
