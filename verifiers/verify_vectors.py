"""Checks the vectors of `test/vectors`: what verify.py computes of given values, beside what is expected of them."""
from pathlib import Path

from verify import Content, UNREADABLE, canonical, conclude, instant, parse, sha256, version_hash


def computed(file, case):
    """What a vector expects, computed from what it gives."""
    if file == "canonical.json":
        before, text, times, after = case.get("repeated") or (case["json"], "", 0, "")
        try:
            text = canonical(parse((before + text * times + after).encode()))
        except UNREADABLE:
            return {"refused": True}
        return {"sha256": sha256(text).hex(), **({} if times else {"canonical": text.decode()})}
    if file == "content.json":
        content = Content()
        for key, item_hash in sorted((key.encode(), bytes.fromhex(item_hash)) for key, item_hash in case["items"]):
            content.take(key, item_hash)
        return {"content": content.digest().hex()}
    if file == "rows.json":
        digests = [sha256(canonical(record)) for record in case["records"]]
        return {"digests": [digest.hex() for digest in digests], "group": sha256(*sorted(digests)).hex()}
    if file == "versions.json":
        content, parent, *inputs = map(bytes.fromhex, (case["content"], case["parent"], *case["inputs"]))
        return {"hash": version_hash(content, case["number"], parent, inputs).hex()}
    if file == "decisions.json":
        decisions = [{"id": nth, "actor_id": each["actor"], "actor_role": each["role"], "payload": {"decision": each["decision"]}}
                     for nth, each in enumerate(case["decisions"])]
        applied = {nth: instant(each["at"]) for nth, each in enumerate(case["decisions"])}
        outcome, taken = conclude(case["policy"], {"status": "pending_approval"}, decisions, applied)
        return {"outcome": outcome, "taken": taken}
    hashes = [sha256(case.get("stream", "").encode()) if file == "trail.json" else b""]
    for entry in case.get("entries", []):
        hashes.append(sha256(canonical({**entry, "prev_hash": "\\x" + hashes[-1].hex()})))
    for events in case.get("stretches", []):
        hashes.append(sha256(hashes[-1], canonical(events)))
    return {"hashes": [each.hex() for each in hashes[1:]]}


def check_vectors(directory):
    """Checks the vectors of a directory; answers whether all agree."""
    files = ("canonical.json", "content.json", "rows.json", "trail.json", "versions.json", "histories.json", "decisions.json")
    cases = [(file, case) for file in files for case in parse(Path(directory, file).read_bytes())["cases"]]
    broken = [f"Broken: {file}, {case['name']}." for file, case in cases if case != {**case, **computed(file, case)}]
    print("\n".join([*broken, "%d vectors, %d of them broken." % (len(cases), len(broken))]))
    return not broken
