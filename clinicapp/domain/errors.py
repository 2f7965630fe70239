"""The refusals a user may meet. Anything else that is raised is a bug."""

from __future__ import annotations


class ClinicError(Exception):
    """A refusal in three parts: what happened, what is unchanged, what to do."""

    slug = "clinic-error"
    still = "Nothing has changed."

    def __init__(self, happened: str, *, unchanged: str | None = None, remedy: str = "") -> None:
        self.happened = happened
        self.unchanged = self.still if unchanged is None else unchanged
        self.remedy = remedy
        super().__init__(" ".join(part for part in (happened, self.unchanged, remedy) if part))


class InputError(ClinicError):
    """Something typed cannot be what was meant."""

    slug = "input"


class RuleError(ClinicError):
    """A clinical or record-keeping rule forbids the act."""

    slug = "rule"


class StoppedError(RuleError):
    """A check stops the first dose."""

    slug = "stopped"


class AccessError(ClinicError):
    """The person's role does not allow the act `label`, which `needs` a permission."""

    slug = "access"

    def __init__(
        self, happened: str, *, remedy: str = "", label: str = "", needs: str = ""
    ) -> None:
        super().__init__(happened, remedy=remedy)
        self.label = label
        self.needs = needs


class SignInError(ClinicError):
    """Name and password do not belong together."""

    slug = "sign-in"


class StaleRecordError(ClinicError):
    """The record changed since it was read."""

    slug = "stale-record"


class StoreError(ClinicError):
    """The database cannot be read or written: full disk, lock, damage, foreign file."""

    slug = "store"
    still = "Nothing was saved."


class CatalogError(ClinicError):
    """A data file of the program is missing or wrong."""

    slug = "catalog"


class FileError(ClinicError):
    """A file a user chose cannot be written or read."""

    slug = "file"
    still = "No file was written."
