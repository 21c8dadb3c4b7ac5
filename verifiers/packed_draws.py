"""Makes the draws of samples in a package again, from their seeds, rules and populations: "Draws" of docs/package-format.md, and
docs/sampling.md. Written from these pages alone."""
import hashlib
import json
import re

RULES = ("hash-rank/1", "listed/1", "two-stage-hash-rank/1", "stratified-hash-rank/1", "monetary-fixed/1", "monetary-cell/1")
DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:[.][0-9]*)?|[.][0-9]+)\Z")
AMOUNT = re.compile(r"[+]?(?:[0-9]{1,18}(?:[.][0-9]{0,10})?|[.][0-9]{1,10})\Z")


def prefixed(text):
    """A text as UTF-8 after its length in bytes and a colon."""
    data = text.encode("utf-8")
    return b"%d:%s" % (len(data), data)


def digest(*parts):
    """SHA-256 of bytes one after the other, hexadecimal."""
    return hashlib.sha256(b"".join(parts)).hexdigest()


def rank(seed, texts):
    """"Hash rank"."""
    return digest(seed.encode("utf-8"), b"\n", json.dumps(texts, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))


def units(text, decimals, cut=False):
    """Decimal text in whole units of its smallest decimal place; None where it is none."""
    if not DECIMAL.match(text):
        return None
    whole, _, fraction = text.lstrip("+-").partition(".")
    fraction = fraction[:decimals] if cut else fraction
    value = int((whole + fraction.ljust(decimals, "0")) or "0")
    return -value if text.startswith("-") else value


class Draws:
    """The draws of a record and the samples that came of each, gathered while the lines of the change log pass."""

    def __init__(self):
        self.facts, self.samples, self.told = {}, {}, []

    def take(self, item, chains):
        """One line of the change log."""
        chain = chains.get(item["chain"], {})
        if chain.get("phase") != "sample-selection" or item["op"] != "put" or "data" not in item:
            return
        if item["key"].startswith("$draw/"):
            self.facts[item["chain"], item["key"]] = (chain, item["number"], item["data"])
        for origin in item["data"].get("origins", []):
            self.samples.setdefault((item["chain"], origin.get("draw")), set()).add(item["key"])

    def repeat(self, package):
        """Makes each again. What differs is a fault of the package; `told` has draw, outcome and words."""
        for hash in sorted({fact["population"]["hash"] for _, _, fact in self.facts.values()}):
            path, records = "population/%s.ndjson" % hash, None
            if path in package.zip.entries:
                records = list(population(package, path, hash))
            for name, (chain, number, fact) in self.facts.items():
                if fact["population"]["hash"] != hash:
                    continue
                why = "the records of its population are not in the package." if records is None else why_not(fact, records)
                words = why or self.difference(fact, records, self.samples.get(name, ()))
                outcome = "not repeated" if why else "differs" if words else "same"
                place = "%s %s, version %d, item %s" % (chain["phase"], chain["instance"], number, name[1])
                if outcome == "differs":
                    package.expect(False, "record/items.ndjson", "%s: drawn again, it differs: %s" % (place.replace(" ,", ","), words))
                self.told.append((name[1], outcome, words or ""))

    def difference(self, fact, records, samples):
        """What differs of a draw, in words; None where it comes out the same."""
        told = fact["population"]
        if len(records) != told["count"]:
            return "its population holds %d records, recorded %d." % (len(records), told["count"])
        try:
            keys, replaced = draw_again(fact, records)
        except Differs as differs:
            return "%s." % differs
        if len(keys) != fact["drawn"]:
            return "%d records come out, recorded %d." % (len(keys), fact["drawn"])
        if digest(*map(prefixed, keys)) != fact["keysHash"]:
            at = next((at for at, key in enumerate(keys) if key not in samples), None)
            if at is None:
                return "the same records come out in another order than was recorded."
            return "at record %d: %s comes out, and no sample says that it was drawn so." % (at + 1, keys[at])
        for pair, by in zip(fact["replaced"], replaced):
            if pair["by"] != by:
                return "%s takes the place of %s, recorded %s." % (by or "no record", pair["excluded"], pair["by"])
        return None


class Differs(Exception):
    """The design of a draw does not come out as it was recorded."""


def population(package, path, hash):
    """The records of a population, held to its hash."""
    whole, last = hashlib.sha256(), None
    with package.reading(path) as lines:
        for number, data in enumerate(lines, 1):
            with package.distorted(path):
                record = json.loads(data)
                key = record["key"].encode("utf-8")
                package.expect(last is None or last < key, path, "record %d stands out of order." % number)
                last = key
                if "fields" in record:
                    own = digest(*(b"-" if field is None else prefixed(field) for field in record["fields"]))
                    package.expect(own == record["row"], path, "record %d does not have its hash." % number)
                whole.update(prefixed(record["key"]) + prefixed(record["row"]))
                yield record
    package.expect(whole.hexdigest() == hash, path, "its records are not the population that its name says.")


def why_not(fact, records):
    """Why a draw is not repeated here, in words; None where it is."""
    if fact["methodVersion"] not in RULES:
        return "its rule, %s, takes the rules of Data Profiling, which the installation alone reads." % fact["methodVersion"]
    if fact["filter"] and fact["filter"]["all"]:
        return "it was drawn by conditions on values, which the installation alone reads."
    attribute = fact.get("design", {}).get("attribute")
    if attribute is None:
        return None
    columns = [each for each in fact["population"]["columns"] if each["code"] == attribute]
    if not columns:
        return "the population has no %s." % attribute
    if columns[0].get("numberFormat"):
        return "the numbers of %s are written in a format of their own." % attribute
    if not all("fields" in record for record in records):
        return "the values of its records are not in the package."
    return None


def draw_again(fact, records):
    """Keys of a draw in their order, and what replaces each record that was excluded."""
    design = fact.get("design", {})
    column = [each["code"] for each in fact["population"]["columns"]].index(design["attribute"]) if "attribute" in design else None
    if design.get("kind") == "stratified":
        return stratified(fact, design, [(record, record["fields"][column] or "") for record in records])
    if design.get("kind") == "monetary-unit":
        return monetary(fact, design, [(record["key"], (record["fields"][column] or "").strip(" ")) for record in records]), []
    if fact["method"] == "whole-population":
        return [record["key"] for record in records], []
    named, passed = set(fact["keys"]), set(fact["excluding"])
    order = ranked(fact["seed"], [record for record in records if record["key"] not in passed])
    there = {record["key"] for record in records}
    skipped = design["firstStage"] if design.get("stage") == 2 else 0
    wanted = max(0, fact["asked"] - len(fact["keys"]))
    keys = [key for key in fact["keys"] if key in there]
    keys += [key for key in order if key not in named][skipped:skipped + wanted]
    after = order[skipped + fact["drawn"]:]
    return keys, [after[at] if at < len(after) else None for at in range(len(fact["replaced"]))]


def ranked(seed, records):
    """Keys in the order of their hash ranks; records come by key, so that ties stay so."""
    return [key for _, key in sorted(((rank(seed, each["texts"]), each["key"]) for each in records), key=lambda pair: pair[0])]


def stratified(fact, design, records):
    """"Stratified"."""
    edges = [units(edge, 10, True) for edge in design["bands"] or []]
    held = {}
    for record, value in records:
        text = value.strip(" ")
        number = units(text, 10, True) if design["bands"] is not None and text else None
        if not text:
            place = (2, "", "(blank)")
        elif design["bands"] is None:
            place = (0, value.encode("utf-8"), value)
        elif number is None:
            place = (1, "", "(not a number)")
        else:
            band = next((at for at, edge in enumerate(edges) if number < edge), len(edges))
            place = (0, band, band_name(design["bands"], band))
        held.setdefault(place, []).append(record)
    numbers = {place: at for at, place in enumerate(sorted((each for each in held if each[0] == 0), key=lambda each: each[1]), 1)}
    numbered = design["numbered"] and design["bands"] is None
    named = {"%s %d" % (design["attribute"], numbers[place]) if numbered and place in numbers else place[2]: own for place, own in held.items()}
    for stratum in design["strata"]:
        if len(named.get(stratum["stratum"], ())) != stratum["records"]:
            raise Differs("stratum %s holds %d records, recorded %d" % (stratum["stratum"], len(named.get(stratum["stratum"], ())), stratum["records"]))
    if len(named) != len(design["strata"]):
        raise Differs("there are %d strata, recorded %d" % (len(named), len(design["strata"])))
    if design["allocation"] == "proportional":
        for stratum, size in zip(design["strata"], shares(design["strata"])):
            if stratum["size"] != size:
                raise Differs("the share of stratum %s is %d" % (stratum["stratum"], size))
    order = {each["stratum"]: ranked(fact["seed"], named[each["stratum"]]) for each in design["strata"]}
    keys, stratum_of = [], {}
    for each in design["strata"]:
        for key in order[each["stratum"]][:each["size"]]:
            keys.append(key)
            stratum_of[key] = each["stratum"]
    after, replaced = {each["stratum"]: order[each["stratum"]][each["size"]:] for each in design["strata"]}, []
    for pair in fact["replaced"]:
        rest = after.get(stratum_of.get(pair["excluded"]), [])
        by = rest.pop(0) if rest else None
        replaced.append(by)
        if by is not None:
            stratum_of[by] = stratum_of[pair["excluded"]]
    return keys, replaced


def band_name(edges, band):
    """"below 50", "50 to below 100", "100 and above"."""
    if band == 0:
        return "below %s" % edges[0]
    return "%s and above" % edges[-1] if band == len(edges) else "%s to below %s" % (edges[band - 1], edges[band])


def shares(strata):
    """"Shares": by largest remainder, ties to the earlier."""
    records, total = sum(each["records"] for each in strata), sum(each["size"] for each in strata)
    total = min(total, records)
    sizes = [total * each["records"] // records for each in strata]
    rest = sorted(range(len(strata)), key=lambda at: (-(total * strata[at]["records"] % records), at))
    for at in rest[:total - sum(sizes)]:
        sizes[at] += 1
    return sizes


def monetary(fact, design, texts):
    """"Monetary unit"."""
    decimals, count = design["decimals"], design["units"]
    amounts = [(key, units(text, decimals)) for key, text in texts if AMOUNT.match(text)]
    amounts = [(key, amount) for key, amount in amounts if amount and amount > 0]
    value = sum(amount for _, amount in amounts)
    if value != units(design["value"], decimals):
        raise Differs("the amounts add up to another sum than %s" % design["value"])
    certain = [key for key, amount in amounts if amount * count > value]
    if len(certain) != design["certain"]["records"]:
        raise Differs("%d amounts are larger than the interval, recorded %d" % (len(certain), design["certain"]["records"]))
    sampled = [(key, amount) for key, amount in amounts if amount * count <= value]
    end, cells = sum(amount for _, amount in sampled) * count, design["selection"] == "cell"
    start = int(rank(fact["seed"], ["start"]), 16) % value
    points, cell = [], 0
    while cell * value < end:
        points.append(cell * value + (int(rank(fact["seed"], ["cell", str(cell)]), 16) % value if cells else start))
        cell += 1
    points, hit, before, at = [point for point in points if point < end], [], 0, 0
    for key, amount in sampled:
        before += amount
        first = at
        while at < len(points) and points[at] < before * count:
            at += 1
        if at > first:
            hit.append(key)
    return certain + hit
