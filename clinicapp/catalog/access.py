"""The role matrix read from its TOML file."""

from __future__ import annotations

from pathlib import Path

from clinicapp.catalog.toml_file import Table, read_toml
from clinicapp.domain.people import AccessMatrix, Permission, Role

SCHEMA = 1


def load_access(path: Path) -> AccessMatrix:
    """Read who may do what; a permission or role that is missing or unknown is refused."""
    top = read_toml(path, schema=SCHEMA)
    verbs, labels = top.table("verbs"), top.table("labels")
    if set(top.texts("roles")) != {r.value for r in Role}:
        top.refuse("roles must be " + ", ".join(Role) + ".")
    top.done()
    allowed = {p: _roles(verbs, p) for p in Permission}
    verbs.done()
    names = {r: labels.text(r.value) for r in Role}
    labels.done()
    return AccessMatrix(allowed, names)


def _roles(verbs: Table, permission: Permission) -> frozenset[Role]:
    named = verbs.texts(permission.value)
    unknown = set(named) - set(Role)
    if unknown:
        verbs.refuse(f"{permission}: unknown role {sorted(unknown)[0]}.")
    if not named:
        verbs.refuse(f"{permission}: no role may do this.")
    return frozenset(Role(n) for n in named)
