"""How many planted copies imagededup's hashes find, counted as plantedCopies.ts counts.

`python tests/bench/scripts/plantedCopiesImagededup.py FOLDER`, after `plantedCopies.ts … --keep FOLDER`. It needs imagededup, which is
no part of the project. Its hashes need no torch, but its packages import it: where there is none they are passed over, and its CNN
is not measured. What a hash finds is joined to groups, as Twinset's copies of copies are.
"""

import hashlib
import importlib.util
import json
import sys
import types
from pathlib import Path

from PIL import Image

spec = importlib.util.find_spec("imagededup")
home = Path(spec.submodule_search_locations[0])
if importlib.util.find_spec("torch") is None:
    for name in ("methods", "utils"):
        package = types.ModuleType(f"imagededup.{name}")
        package.__path__ = [str(home / name)]
        sys.modules[package.__name__] = package

from imagededup.methods.hashing import AHash, DHash, PHash, WHash  # noqa: E402

folder = Path(sys.argv[1])
images = folder / "images"
planted = json.loads((folder / "planted.json").read_text())
origin_of = {each["id"]: each["origin"] for each in planted}


def pixels_of(name: str) -> str:
    return hashlib.sha256(Image.open(images / f"{name}.jpg").convert("RGB").tobytes()).hexdigest()


def groups_of(found: dict) -> list:
    leads = {Path(name).stem: Path(name).stem for name in found}

    def lead(name: str) -> str:
        while leads[name] != name:
            leads[name] = leads[leads[name]]
            name = leads[name]
        return name

    for name, others in found.items():
        for other in others:
            leads[lead(Path(other).stem)] = lead(Path(name).stem)
    groups = {}
    for name in leads:
        groups.setdefault(lead(name), set()).add(name)
    return [group for group in groups.values() if len(group) > 1]


for method in (PHash, DHash, AHash, WHash):
    hasher = method(verbose=False)
    encoded = hasher.encode_images(str(images), num_enc_workers=0)
    for most in (10, 4, 0):
        found = hasher.find_duplicates(encoding_map=encoded, max_distance_threshold=most, num_dist_workers=0)
        groups = groups_of(found)
        place = {name: at for at, group in enumerate(groups) for name in group}
        together = {}
        for each in planted:
            kind = each["kind"] if each["isSeen"] else f"{each['kind']}, not seen"
            right, count = together.get(kind, (0, 0))
            is_found = each["id"] in place and place[each["id"]] == place.get(each["origin"])
            together[kind] = (right + is_found, count + 1)
        pairs = {frozenset((Path(one).stem, Path(other).stem)) for one, others in found.items() for other in others}
        alike = sum(len({origin_of.get(name, name) for name in pair}) == 1 for pair in pairs)
        right = sum(found for kind, (found, _) in together.items() if not kind.startswith("recoloured"))
        wrong = 0
        for group in groups:
            origins = {origin_of.get(name, name) for name in group}
            if len(origins) == 1:
                continue
            if len({pixels_of(name) for name in origins}) == 1:
                right += len(origins) - 1
            else:
                wrong += len(origins) - 1
        print(
            json.dumps(
                {
                    "method": f"{method.__name__}, {most} bits",
                    "found": {kind: f"{found} of {count}" for kind, (found, count) in together.items()},
                    "precisionOfPairs": round(alike / max(1, len(pairs)), 4),
                    "precision": round(right / max(1, right + wrong), 4),
                }
            ),
            flush=True,
        )
