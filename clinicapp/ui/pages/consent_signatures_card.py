"""The card of the signatures: the patient's to look at, those of the staff to be made here."""

from __future__ import annotations

from clinicapp.domain.consent.record import Consent, SignerRole
from clinicapp.ui.pages.consent_card import ConsentCard
from clinicapp.ui.pages.consent_desk import ConsentDesk, ConsentFile
from clinicapp.ui.pages.consent_signature_block import SignatureBlock
from clinicapp.ui.widgets.layouts import column, holder, rule


class SignaturesCard(ConsentCard):
    """One block for each role that has to sign, in the order of the paper."""

    def __init__(self, desk: ConsentDesk) -> None:
        super().__init__(desk)
        self.blocks = {role: SignatureBlock(desk, role) for role in SignerRole}
        self._rules = {role: rule() for role in SignerRole}
        box = column(gap="m")
        for role, block in self.blocks.items():
            box.addWidget(self._rules[role])
            box.addWidget(block)
        self.build(self.tr("Signatures"), "", holder(box))

    @property
    def next_block(self) -> SignatureBlock | None:
        """The first signature that can be made here now."""
        return next((b for b in self.blocks.values() if not b.isHidden() and b.can_sign), None)

    @property
    def is_drawing(self) -> bool:
        """Whether a stroke is being drawn."""
        return any(block.pad.is_drawing for block in self.blocks.values())

    def follow(self, consent: Consent) -> None:
        """Show the strokes as they are recorded, and nothing else."""
        for role, block in self.blocks.items():
            signature = consent.signature(role)
            if signature is not None and block.pad.is_drawing:
                block.pad.show_strokes(signature.strokes, signature.typed)

    def show_file(self, consent_file: ConsentFile) -> None:
        consent = consent_file.consent
        # On paper nothing is signed here before the form is recorded.
        self.setVisible(not (consent_file.is_unsigned and consent_file.is_on_paper))
        shown = set(consent_file.roles) | {s.role for s in consent.signatures}
        is_first = True
        for role, block in self.blocks.items():
            is_here = role in shown
            block.setVisible(is_here)
            self._rules[role].setVisible(is_here and not is_first)
            is_first = is_first and not is_here
            block.show_file(consent_file)
        leading = self.next_block
        for block in self.blocks.values():
            block.sign.set_kind("primary" if block is leading else "secondary")

    def forget(self) -> None:
        for block in self.blocks.values():
            block.forget()

    def fold(self) -> bool:
        return any([block.fold() for block in self.blocks.values()])
