"""The command line: the window, and the verbs that need none."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from clinicapp import __version__
from clinicapp.config.paths import default_data_folder
from clinicapp.domain.errors import ClinicError, InputError

if TYPE_CHECKING:
    from clinicapp.domain.seal_check import SealReport

PASSWORD_VARIABLE = "CLINICAPP_PASSWORD"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for; 0 is success, 1 a refusal, 2 a wrong call."""
    options = _parser().parse_args(arguments)
    # Whatever is written from here on is for its owner alone.
    os.umask(0o077)
    try:
        code: int = options.run(options)
    except ClinicError as error:
        print(f"clinicapp: {error}", file=sys.stderr)
        return 1
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="clinicapp", description="Botox for chronic migraine: charted, printed, accounted for."
    )
    parser.add_argument("--version", action="version", version=f"clinicapp {__version__}")
    _add_data(parser)
    parser.set_defaults(run=_window)
    verbs = parser.add_subparsers(title="without a window")
    _add_sample(verbs)
    _add_export(verbs)
    _add_verify(verbs)
    _add_demo(verbs)
    return parser


def _add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data", type=Path, metavar="DIR", default=argparse.SUPPRESS, help="the data folder"
    )


def _add_sample(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    sample = verbs.add_parser("sample", help="make a synthetic clinic in an empty folder")
    _add_data(sample)
    sample.add_argument("--patients", type=_count, default=40, metavar="N")
    sample.add_argument("--sessions", type=_count, default=200, metavar="M")
    sample.add_argument("--seed", type=int, default=1, metavar="S")
    sample.set_defaults(run=_sample)


def _add_export(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    export = verbs.add_parser("export", help="write session records to a file")
    _add_data(export)
    export.add_argument("--from", dest="first", type=_day, metavar="DAY", help="YYYY-MM-DD")
    export.add_argument("--to", dest="last", type=_day, metavar="DAY", help="YYYY-MM-DD")
    export.add_argument("--format", choices=("csv", "xlsx", "json"), default="csv")
    export.add_argument("--rows", choices=("sessions", "sites"), default="sessions")
    export.add_argument("--out", type=Path, required=True, metavar="FILE")
    export.add_argument("--replace", action="store_true", help="write over FILE if it is there")
    export.add_argument("--person", metavar="NAME", help="sign-in name of who exports")
    export.add_argument(
        "--password-file",
        type=Path,
        metavar="FILE",
        help=f"its first line is the password; or set {PASSWORD_VARIABLE}",
    )
    export.set_defaults(run=_export)


def _add_verify(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verify = verbs.add_parser("verify", help="check that signed sessions are what was signed")
    _add_data(verify)
    verify.set_defaults(run=_verify)


def _add_demo(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    demo = verbs.add_parser("demo", help="do the main job through the real windows")
    demo.add_argument("--out", type=Path, default=Path("demo-out"), metavar="DIR")
    demo.set_defaults(run=_demo)


def _folder(options: argparse.Namespace) -> Path:
    chosen: Path = getattr(options, "data", None) or default_data_folder()
    return chosen.expanduser().absolute()


def _clinic_folder(options: argparse.Namespace) -> Path:
    from clinicapp.commands.opening import has_clinic
    from clinicapp.domain.errors import StoreError

    folder = _folder(options)
    if not has_clinic(folder):
        raise StoreError(f"There is no clinic in {folder}.", remedy="Name its folder with --data.")
    return folder


def _window(options: argparse.Namespace) -> int:
    from clinicapp.app import run

    return run(_folder(options))


def _sample(options: argparse.Namespace) -> int:
    from clinicapp.commands.opening import open_folder
    from clinicapp.commands.sample_clinic import (
        SAMPLE_PASSWORD,
        create_sample_clinic,
        sample_day,
    )

    if not hasattr(options, "data"):
        raise InputError(
            "A sample needs a folder of its own.",
            unchanged="Nothing was written.",
            remedy="Name an empty one with --data.",
        )
    now = datetime.now(UTC)
    folder = _folder(options)
    opened = open_folder(folder, now=now)
    try:
        create_sample_clinic(
            opened.records,
            patients=options.patients,
            sessions=options.sessions,
            seed=options.seed,
            today=sample_day(now),
        )
    finally:
        opened.close()
    print(f"{options.patients} patients and {options.sessions} sessions in {folder}")
    print(f"Every password is {SAMPLE_PASSWORD}")
    return 0


def _export(options: argparse.Namespace) -> int:
    from clinicapp.commands.exports import export_sessions
    from clinicapp.commands.opening import open_folder
    from clinicapp.commands.people import sign_in
    from clinicapp.commands.records import Act
    from clinicapp.domain.errors import SignInError
    from clinicapp.domain.people import Permission
    from clinicapp.domain.summaries import SessionFilter

    _check_export(options)
    folder = _clinic_folder(options)
    now = datetime.now(UTC)
    password = _password(options.password_file)
    opened = open_folder(folder, now=now)
    try:
        records = opened.records
        may_export = [
            person.user_name
            for person in records.people()
            if records.access.may(person, Permission.EXPORT_RECORDS)
        ]
        names = [options.person] if options.person else may_export
        if len(names) != 1:
            raise SignInError(
                f"{len(names)} people may export.",
                unchanged="No file was written.",
                remedy="Say who exports with --person NAME.",
            )
        person = sign_in(records, names[0], password, at=now)
        manifest = export_sessions(
            records,
            SessionFilter(first_day=options.first, last_day=options.last),
            options.rows,
            options.format,
            options.out,
            act=Act(person, now),
        )
    finally:
        opened.close()
    print(f"{manifest.rows} rows in {options.out}")
    return 0


def _verify(options: argparse.Namespace) -> int:
    """Print counts and identifiers, and nothing that tells of a patient."""
    from clinicapp.commands.consent_verifying import verify_consents, verify_words
    from clinicapp.commands.opening import open_folder
    from clinicapp.commands.signing import verify_all

    opened = open_folder(_clinic_folder(options), now=datetime.now(UTC))
    try:
        sessions, consents = verify_all(opened.records), verify_consents(opened.records)
        words = verify_words(opened.records)
    finally:
        opened.close()
    damaged = _tell("sealed sessions", sessions) + _tell("closed consents", consents)
    for problem in words:
        print(f"not intact: {problem}")
    return 1 if damaged or words else 0


def _tell(what: str, found: tuple[tuple[UUID, SealReport], ...]) -> int:
    damaged = [(key, report) for key, report in found if not report.is_intact]
    versions = sum(report.versions for _, report in found)
    print(
        f"{len(found)} {what}, {versions} versions: "
        f"{len(found) - len(damaged)} intact, {len(damaged)} not intact"
    )
    for key, report in damaged:
        print(f"not intact: {key}: {' '.join(report.problems)}")
    return len(damaged)


def _check_export(options: argparse.Namespace) -> None:
    unchanged = "No file was written."
    if options.out.exists() and not options.replace:
        raise InputError(
            f"{options.out} is there already.",
            unchanged=unchanged,
            remedy="Choose another name, or add --replace.",
        )
    if options.first and options.last and options.first > options.last:
        raise InputError(
            "--from is later than --to.", unchanged=unchanged, remedy="Swap the two days."
        )


def _demo(options: argparse.Namespace) -> int:
    from clinicapp.demo import run_demo

    return run_demo(options.out)


def _password(file: Path | None) -> str:
    if file is None:
        password = os.environ.get(PASSWORD_VARIABLE, "")
        if not password:
            raise InputError(
                "A password is needed.",
                unchanged="No file was written.",
                remedy=f"Name a file with --password-file, or set {PASSWORD_VARIABLE}.",
            )
        return password
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            "The password file cannot be read.", unchanged="No file was written."
        ) from error
    return lines[0] if lines else ""


def _count(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 100_000:
        raise argparse.ArgumentTypeError("from 0 to 100000")
    return number


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("a day is written YYYY-MM-DD") from error


if __name__ == "__main__":
    sys.exit(main())
