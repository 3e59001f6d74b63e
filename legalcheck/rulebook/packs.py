"""Where rulebooks are: a folder, the one shipped with the program, or packs found by entry points, never imported."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from legalcheck.model.problem import InputError, Problem

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "legalcheck.rulebooks"
"""Entry points of this group name a package whose folder ``rules`` holds a rulebook."""
SHIPPED = "legalcheck"
"""The name of the rulebook that comes with the program, which others may extend."""
_HERE = Path(__file__).resolve().parent.parent
_PLACES = (_HERE / "rules", _HERE.parent / "rules")


def find_rules(folder: Path | None = None) -> Path:
    """Return the folder given, or that of the installed pack of this name; None is the one shipped with the program."""
    if folder is None:
        return shipped_rules()
    if (folder / "rulebook.yaml").is_file():
        return folder
    if str(folder) == SHIPPED:
        return shipped_rules()
    pack = installed_packs().get(str(folder))
    if pack is not None:
        return pack_folder(pack)
    if folder.is_dir():
        return folder  # the loader says what it lacks
    message = "is not a folder of rules; give one that holds rulebook.yaml, or a pack of 'legalcheck rules --packs'"
    raise InputError(Problem(message=message, path=str(folder)))


def shipped_rules() -> Path:
    """Return the folder of rules installed with the program, else the checkout's."""
    found = next((place for place in _PLACES if (place / "rulebook.yaml").is_file()), None)
    if found is None:
        raise InputError("no rules were found beside the program; reinstall legalcheck or give --rules DIR")
    return found


def installed_packs() -> "Mapping[str, EntryPoint]":
    """Return the entry points of the installed packs by name, sorted; of two of one name the first counts."""
    from importlib.metadata import entry_points  # noqa: PLC0415 - costs a start without packs nothing

    found: dict[str, EntryPoint] = {}
    for entry in entry_points(group=GROUP):
        found.setdefault(entry.name, entry)
    return dict(sorted(found.items()))


def pack_folder(entry: "EntryPoint") -> Path:
    """Return the folder of rules of a pack; ``InputError`` if its package is gone or holds none."""
    from importlib.util import find_spec  # noqa: PLC0415 - as above

    try:
        spec = find_spec(entry.module)
    except ImportError:
        spec = None
    for place in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(place) / "rules"
        if (folder / "rulebook.yaml").is_file():
            return folder
    raise InputError(f"the pack '{entry.name}' has no rulebook in '{entry.module}'; install the pack again")
