"""Papers for the patient, and pictures of the map."""

from __future__ import annotations

from uuid import UUID

from clinicapp.commands.records import Act, Records
from clinicapp.config.resources import resource
from clinicapp.domain.instructions import require_printable
from clinicapp.domain.people import Permission


def instruction_sheet(
    records: Records, session_id: UUID, language: str, paper: str, *, act: Act
) -> bytes:
    """The instruction sheet of a signed session as a PDF; kept in the trail as made."""
    # Imported here: nobody waits for the PDF library before the first sheet.
    from clinicapp.catalog.artwork import load_artwork
    from clinicapp.catalog.instructions import load_instructions
    from clinicapp.reports.instruction_sheet import render_instruction_sheet
    from clinicapp.reports.sheet_facts import sheet_facts

    label = "Instruction sheet"
    records.require(act, Permission.PRINT_SHEET, label)
    session = records.session(session_id)
    require_printable(session)
    clinician = records.person(session.completed_by or session.started_by)
    facts = sheet_facts(
        session,
        records.patient(session.patient_id),
        records.clinic(),
        clinician,
        records.zone,
        records.vials_of(session),
    )
    texts = load_instructions(resource("instructions"), language)
    sheet = render_instruction_sheet(
        facts, texts, load_artwork(resource("diagram")), resource("fonts"), paper
    )
    records.note(
        act,
        "instruction_sheet",
        label,
        entity="session",
        entity_id=session_id,
        detail={"language": language, "paper": paper},
    )
    return sheet


def sheet_handed_out(records: Records, session_id: UUID, how: str, *, act: Act) -> None:
    """Keep in the trail that a sheet left the program: printed, or saved as a file."""
    records.require(act, Permission.PRINT_SHEET, "Instruction sheet")
    records.note(
        act,
        f"instruction_sheet_{how}",
        f"Instruction sheet {how}",
        entity="session",
        entity_id=session_id,
    )


def map_handed_out(records: Records, session_id: UUID, how: str, kind: str, *, act: Act) -> None:
    """Keep in the trail that a picture of a map left the program: copied, or saved as a file.

    Whoever signed in may read every record, and so may look at it elsewhere.
    """
    records.note(
        act,
        f"injection_map_{how}",
        f"Injection map {how}",
        entity="session",
        entity_id=session_id,
        detail={"kind": kind},
    )
