"""把记录改写成先前的写法：一段里两样都有；再早的一段，给过的只记企业的位次。那时也没有清单。"""

import gzip
import json

from etl.paths import released_dir, released_list


def unlisted(data):
    """A data folder of before there was a list of the records."""
    released_list(data).unlink(missing_ok=True)
    (released_dir(data) / ".listed").unlink(missing_ok=True)
    for note in released_dir(data).glob("versions/*/.*"):
        note.unlink()


def parts(file):
    """The two parts of a record as it is written now."""
    return [json.loads(line) for line in gzip.decompress(file.read_bytes()).splitlines()]


def as_one_part(file, **changed):
    """The layout of one part with everything in it, every cell spelt out."""
    shown, told = parts(file)
    cells = shown.pop("cells")
    body = {name: [cells[place] for place in shown[name]] for name in ("hidden", "primary", "rare")}
    limits = {
        name: [[cells[place], step] for place, step in zip(places, steps, strict=True)]
        for name, (places, steps) in shown["limits"].items()
    }
    body = {**shown, **body, "limits": limits, **told, **changed}
    file.write_bytes(gzip.compress(json.dumps(body, ensure_ascii=False).encode(), mtime=0))
    unlisted(file.parents[2])


def as_places_only(file):
    """The first layout: sums to the cent as places, no limits; made by an earlier method."""
    as_one_part(file, fingerprint="先前的")
    body = json.loads(gzip.decompress(file.read_bytes()))
    told, _low, _high = body.pop("told")
    body |= {"shown": [[place for place, _one in row] for row in told], "blocked": {}}
    del body["limits"]
    file.write_bytes(gzip.compress(json.dumps(body).encode()))
