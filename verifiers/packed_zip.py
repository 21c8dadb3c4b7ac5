"""The ZIP of a package of Countersign ("ZIP" in docs/package-format.md): every byte of it is accounted for.

Beside the files' own bytes everything follows from paths, methods, checksums, sizes and places, so that each header is made
again and compared. Fields are those of PKWARE's APPNOTE 6.3.
"""
import re
import struct
import zlib

THE_ZIP = "package.zip"
PATH = re.compile(r"[a-z0-9_-][a-z0-9._-]*(/[a-z0-9_-][a-z0-9._-]*)*\Z")
STEP, LARGEST = 1 << 20, 0xfffffffe
FLAGS, DOS_DATE, MADE_BY, ATTRIBUTES = 0x0808, 0x21, 3 << 8 | 63, 0o100664 << 16


class Broken(Exception):
    """Where something does not hold, and what: the file, and words."""

    def __init__(self, file, words):
        super().__init__("%s: %s" % (file, words))
        self.file, self.words = file, words


class Entry:
    """A file of the ZIP as its central directory tells it; "ZIP"."""

    def __init__(self, path, method, crc, packed, size, offset):
        self.path, self.method, self.crc, self.packed, self.size, self.offset = path, method, crc, packed, size, offset
        self.name, self.large = path.encode(), max(packed, size, offset) > LARGEST

    def local(self):
        """The header before its bytes."""
        return struct.pack("<IHHHHHIIIHH", 0x04034b50, 20, FLAGS, self.method, 0, DOS_DATE, 0, 0, 0, len(self.name), 0) + self.name

    def descriptor(self):
        """What follows its bytes."""
        return struct.pack("<IIQQ" if self.large else "<IIII", 0x08074b50, self.crc, self.packed, self.size)

    def record(self):
        """Its record in the directory."""
        extra = struct.pack("<HHQQQ", 1, 24, self.size, self.packed, self.offset) if self.large else b""
        packed, size, offset = (0xffffffff,) * 3 if self.large else (self.packed, self.size, self.offset)
        return struct.pack("<IHHHHHHIIIHHHHHII", 0x02014b50, MADE_BY, 45 if self.large else 20, FLAGS, self.method, 0, DOS_DATE,
                           self.crc, packed, size, len(self.name), len(extra), 0, 0, 0, ATTRIBUTES, offset) + self.name + extra

    @property
    def begin(self):
        """Where its bytes begin."""
        return self.offset + 30 + len(self.name)

    @property
    def end(self):
        """Where the next file begins."""
        return self.begin + self.packed + len(self.descriptor())


def end_of(count, size, offset):
    """What stands after a central directory."""
    large = b""
    if count >= 0xffff or size >= 0xffffffff or offset >= 0xffffffff:
        large = struct.pack("<IQHHIIQQQQ", 0x06064b50, 44, MADE_BY, 45, 0, 0, count, count, size, offset)
        large += struct.pack("<IIQI", 0x07064b50, 0, offset + size, 1)
    counted = min(count, 0xffff)
    return large + struct.pack("<IHHHHIIH", 0x06054b50, 0, 0, counted, counted, min(size, 0xffffffff), min(offset, 0xffffffff), 0)


class Zip:
    """The ZIP of a package, every byte of which is accounted for; "ZIP"."""

    def __init__(self, file):
        self.file = file
        self.length = file.seek(0, 2)
        tail = self.at(max(0, self.length - 98), min(98, self.length))
        if len(tail) < 22 or tail[-22:-18] != b"PK\5\6":
            raise Broken(THE_ZIP, "it does not end as a package does: it was cut off, or something was appended.")
        count, size, offset = struct.unpack("<HII", tail[-12:-2])
        if len(tail) == 98 and tail[:4] == b"PK\6\6" and tail[56:60] == b"PK\6\7":
            count, size, offset = struct.unpack("<QQQ", tail[32:56])
        end = end_of(count, size, offset) if max(count, size, offset) < 1 << 63 else b""
        if not end or offset + size + len(end) != self.length or not tail.endswith(end):
            raise Broken(THE_ZIP, "its end does not say where its directory lies: it was cut off, or something was appended or changed.")
        if size > 512 << 20:
            raise Broken(THE_ZIP, "its directory is larger than that of any package.")
        self.entries = self.directory(self.at(offset, size), count, offset)

    def at(self, offset, length):
        """Bytes from a place."""
        self.file.seek(offset)
        return self.file.read(length)

    def directory(self, data, count, end):
        """The entries by their paths, one behind the other without a gap."""
        entries, place, due = {}, 0, 0
        while place < len(data):
            entry = self.entry(data, place)
            if not entry:
                raise Broken(THE_ZIP, "record %d of its directory cannot be read." % (len(entries) + 1))
            record = entry.record()
            if data[place:place + len(record)] != record:
                raise Broken(entry.path, "its record in the directory is not as a package has it.")
            if entry.path in entries:
                raise Broken(entry.path, "the ZIP holds it twice.")
            if entry.offset != due:
                raise Broken(entry.path, "it does not lie where the file before it ends.")
            if entry.method == 0 and entry.size != entry.packed:
                raise Broken(entry.path, "it has two sizes.")
            if entry.method == 8 and entry.size > entry.packed * 1032 + 16:
                raise Broken(entry.path, "it claims to hold more than its bytes can.")
            entries[entry.path], place, due = entry, place + len(record), entry.end
        if len(entries) != count:
            raise Broken(THE_ZIP, "its directory has not as many records as it says.")
        if due != end:
            raise Broken(THE_ZIP, "between its files and its directory are other bytes.")
        return entries

    @staticmethod
    def entry(data, place):
        """The entry of a record; None of what is none."""
        if place + 46 > len(data):
            return None
        method, crc, packed, size, names, extras, offset = struct.unpack("<10xH4xIIIHH10xI", data[place:place + 46])
        name, extra = data[place + 46:place + 46 + names], data[place + 46 + names:place + 46 + names + extras]
        if len(extra) != extras or method not in (0, 8) or names > 200 or not PATH.match(name.decode("latin-1")):
            return None
        if extras == 28:
            size, packed, offset = struct.unpack("<4xQQQ", extra)
            if max(size, packed, offset) <= LARGEST:
                return None
        return Entry(name.decode("latin-1"), method, crc, packed, size, offset)

    def read(self, entry):
        """Yields the bytes of a file, held to header, sizes, checksum and descriptor."""
        if self.at(entry.offset, entry.begin - entry.offset) != entry.local():
            raise Broken(entry.path, "its own header is not what the directory says.")
        size, crc, unpack, place = 0, 0, zlib.decompressobj(-15) if entry.method else None, 0
        while place < entry.packed:
            data = self.at(entry.begin + place, min(STEP, entry.packed - place))
            place += len(data)
            while data:
                try:
                    part = unpack.decompress(data, STEP) if unpack else data
                except zlib.error:
                    raise Broken(entry.path, "its packed bytes cannot be unpacked.") from None
                data = unpack.unconsumed_tail if unpack else b""
                size, crc = size + len(part), zlib.crc32(part, crc)
                if size > entry.size:
                    raise Broken(entry.path, "it holds more than its directory says.")
                if part:
                    yield part
                if unpack and (unpack.unused_data or unpack.eof and (data or place < entry.packed)):
                    raise Broken(entry.path, "its packed bytes cannot be unpacked.")
        if unpack and not unpack.eof:
            raise Broken(entry.path, "its packed bytes cannot be unpacked.")
        if size != entry.size:
            raise Broken(entry.path, "it holds less than its directory says.")
        if crc != entry.crc:
            raise Broken(entry.path, "its checksum is not that of its bytes.")
        if self.at(entry.begin + entry.packed, len(entry.descriptor())) != entry.descriptor():
            raise Broken(entry.path, "what follows its bytes is not what the directory says.")
