"""The product catalogue under Settings: what a vial may hold, since when, and what is refused."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from clinicapp.domain.people import Permission
from clinicapp.domain.products import Product, RefusedProduct
from clinicapp.ui.dialogs.product_dialogs import EndProductDialog, ProductDialog
from clinicapp.ui.hub import ChangeHub
from clinicapp.ui.models.day_words import local_day, short_day
from clinicapp.ui.pages.section import Section
from clinicapp.ui.widgets.badges import Tag
from clinicapp.ui.widgets.buttons import button
from clinicapp.ui.widgets.labels import Glyph, label
from clinicapp.ui.widgets.layouts import column, holder, row

NOT_REVIEWED = "not yet reviewed"  # as the file of products has it


class ProductRow(QFrame):
    """One product with its numbers and days, and the act that ends it."""

    end_wanted = Signal(object)  # Product

    def __init__(self, product: Product, day: date, *, may_change: bool) -> None:
        super().__init__()
        self.setObjectName(f"product_{product.ndc}")
        self.product = product
        numbers = self.tr("NDC {ndc}, GTIN {gtin}, {hcpcs}")
        shown = numbers.format(ndc=product.ndc, gtin=product.gtin, hcpcs=product.hcpcs)
        texts = column(
            label(product.name, "strong"),
            label(shown, "label", "text_2", code=True, wrap=True),
            label(self._days(product), "label", "text_3", wrap=True),
            gap=0,
        )
        self.state = Tag()
        self._show_state(product, day)
        self.end = button(self.tr("Change the end"), "quiet", icon="calendar")
        self.end.setObjectName("end_product")
        self.end.setAccessibleName(f"{self.end.words}: {product.name}")
        self.end.setVisible(may_change)
        self.end.clicked.connect(lambda: self.end_wanted.emit(product))
        line = row(texts, self.state, self.end, gap="s", margins=(0, 6, 0, 6))
        line.setStretch(0, 1)
        self.setLayout(line)

    def _days(self, product: Product) -> str:
        begins = short_day(product.effective_from)
        if product.effective_to is None:
            return self.tr("From {begins}").format(begins=begins)
        words = self.tr("From {begins} until {ends}")
        return words.format(begins=begins, ends=short_day(product.effective_to))

    def _show_state(self, product: Product, day: date) -> None:
        if product.is_effective(day):
            words = self.tr("Added here") if product.is_added else ""
            self.state.show_tag(words, "accent")
            self.state.setVisible(bool(words))
        elif product.effective_from > day:
            self.state.show_tag(self.tr("Not yet in use"), "", "clock")
        else:
            self.state.show_tag(self.tr("Ended"), "warn", "ban")


class ProductsPanel(Section):
    """Everybody may read it; the administrator adds a product and says when one ends."""

    def __init__(self, hub: ChangeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._told: tuple[object, ...] = ()
        self.rows: list[ProductRow] = []
        self._list = column(gap=0)
        self._refused = column(gap="s")
        self.version = label("", "label", "text_2", code=True, wrap=True, selectable=True)
        self.review = Tag(can_shrink=True)
        self.review.setObjectName("products_review")
        self.add = button(self.tr("Add a product"), icon="plus")
        self.add.setObjectName("add_product")
        self.add.clicked.connect(lambda: ProductDialog.ask(self.window(), self._hub))
        self.build(
            self.tr("Products"),
            "",
            holder(self._list),
            label(self.tr("Refused"), "label", "text_2"),
            holder(self._refused),
            holder(row(self.version, self.review, None, gap="s")),
            act=self.add,
        )

    def refresh(self) -> None:
        """Show the catalogue as the records have it."""
        records = self._hub.records
        catalogue, day = records.catalogue, local_day(self._hub.clock(), records.zone)
        may = self._hub.may(Permission.MANAGE_PRODUCTS)
        self.add.setVisible(may)
        self.set_sentence(
            self.tr("Units belong to one product; nothing is converted or added across products.")
            if may
            else self.who_may(records.access, Permission.MANAGE_PRODUCTS)
        )
        if (catalogue, day, may) == self._told:
            return
        self._told = (catalogue, day, may)
        self._fill(catalogue.products, day, may)
        self._fill_refused(catalogue.refused)
        self.version.setText(self.tr("Version {version}").format(version=catalogue.version))
        if catalogue.clinician_review.startswith(NOT_REVIEWED):
            words = self.tr("Not yet reviewed by a clinician")
            self.review.show_tag(words, "warn", "triangle-alert")
        else:
            self.review.show_tag(catalogue.clinician_review, "ok", "circle-check")

    def _fill(self, products: tuple[Product, ...], day: date, may: bool) -> None:
        for old in self.rows:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = [ProductRow(p, day, may_change=may) for p in products]
        for line in self.rows:
            line.end_wanted.connect(self._on_end)
            self._list.addWidget(line)

    def _fill_refused(self, refused: tuple[RefusedProduct, ...]) -> None:
        while item := self._refused.takeAt(0):
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for product in refused:
            words = column(
                label(product.name, "strong"),
                label(product.reason, "label", "text_2", wrap=True),
                gap=0,
            )
            line = row(Glyph("ban", "danger", 20), words, gap="s")
            line.setStretch(1, 1)
            self._refused.addWidget(holder(line))

    def _on_end(self, product: Product) -> None:
        EndProductDialog.ask(self.window(), self._hub, product)
