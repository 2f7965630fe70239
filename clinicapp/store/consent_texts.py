"""The words of consents, their versions and reviews: added, never changed or removed."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session as OrmSession

from clinicapp.domain.consent.texts import ConsentTexts, digest_of_texts
from clinicapp.domain.consent.versions import ConsentReview, TextsVersion
from clinicapp.domain.errors import StoreError
from clinicapp.domain.plain_text import canonical, from_plain, to_plain
from clinicapp.domain.seal import digest_of
from clinicapp.store.consent_rows import ConsentReviewRow, ConsentTextsRow, ConsentVersionRow

_REVIEW_FIELDS = tuple(f.name for f in fields(ConsentReview))
_VERSION_FIELDS = ("language", "version", "digest", "reason", "made_at", "made_by")


class ConsentTextsRepository:
    """Words by their digest, the versions of a language, the reviews of words."""

    def __init__(self, orm: OrmSession) -> None:
        self._orm = orm

    def get(self, digest: str) -> ConsentTexts:
        """The words of a digest, exactly as they were kept."""
        row = self._orm.get(ConsentTextsRow, digest)
        if row is None:
            raise StoreError("The words of that consent are not in this database.")
        return _as_kept(digest, row.content)

    def stored(self, digest: str) -> str:
        """The words of a digest as the disk has them, to be compared with it."""
        wanted = select(ConsentTextsRow.content).where(ConsentTextsRow.digest == digest)
        return self._orm.scalar(wanted) or ""

    def misfiled(self) -> tuple[str, ...]:
        """The digests under which other words are filed, or whose columns say something else."""
        rows = self._orm.execute(
            select(
                ConsentTextsRow.digest,
                ConsentTextsRow.language,
                ConsentTextsRow.version,
                ConsentTextsRow.content,
            )
        )
        found = []
        for digest, language, version, content in rows:
            texts = _as_kept(digest, content)
            if (texts.language, texts.version) != (language, version):
                found.append(digest)
        return tuple(found)

    def keep(self, texts: ConsentTexts) -> str:
        """Keep words for ever, once, and return their digest."""
        digest = digest_of_texts(texts)
        if self._orm.get(ConsentTextsRow, digest) is None:
            values = {
                "digest": digest,
                "language": texts.language,
                "version": texts.version,
                "content": canonical(to_plain(texts)),
            }
            self._orm.execute(insert(ConsentTextsRow), [values])
        return digest

    def versions(self, language: str | None = None) -> tuple[TextsVersion, ...]:
        """The versions that were put in force, oldest first; of one language or all."""
        wanted = select(
            *(getattr(ConsentVersionRow, n) for n in _VERSION_FIELDS), ConsentTextsRow.content
        ).join(ConsentTextsRow, ConsentTextsRow.digest == ConsentVersionRow.digest)
        if language:
            wanted = wanted.where(ConsentVersionRow.language == language)
        rows = self._orm.execute(wanted.order_by(ConsentVersionRow.made_at))
        return tuple(
            TextsVersion(
                **{name: getattr(row, name) for name in _VERSION_FIELDS},
                texts=_as_kept(row.digest, row.content),
            )
            for row in rows
        )

    def in_force_at(self, moment: datetime) -> dict[str, str]:
        """The digest of the version in force at a moment, for each language that had one made."""
        rows = self._orm.execute(
            select(ConsentVersionRow.language, ConsentVersionRow.digest)
            .where(ConsentVersionRow.made_at <= moment)
            .order_by(ConsentVersionRow.made_at)
        )
        return {row.language: row.digest for row in rows}

    def add_version(self, version: TextsVersion) -> None:
        """Put words in force from now on."""
        self.keep(version.texts)
        values = {name: getattr(version, name) for name in _VERSION_FIELDS}
        self._orm.execute(insert(ConsentVersionRow), [values])

    def review(self, digest: str) -> ConsentReview | None:
        """The last review of exactly these words; None while there is none."""
        rows = self._orm.execute(
            select(*(getattr(ConsentReviewRow, n) for n in _REVIEW_FIELDS))
            .where(ConsentReviewRow.digest == digest)
            .order_by(ConsentReviewRow.recorded_at.desc())
            .limit(1)
        )
        return next((ConsentReview(**row._mapping) for row in rows), None)

    def reviews(self) -> tuple[ConsentReview, ...]:
        """Every review, oldest first."""
        columns = (getattr(ConsentReviewRow, n) for n in _REVIEW_FIELDS)
        rows = self._orm.execute(select(*columns).order_by(ConsentReviewRow.recorded_at))
        return tuple(ConsentReview(**row._mapping) for row in rows)

    def add_review(self, review: ConsentReview) -> None:
        """Keep a review."""
        values = {name: getattr(review, name) for name in _REVIEW_FIELDS}
        self._orm.execute(insert(ConsentReviewRow), [values])


def _as_kept(digest: str, content: str) -> ConsentTexts:
    """Words as they were kept; refused when they are others by now."""
    if digest_of(content) != digest:
        raise StoreError(
            "The words of a consent are not those that were kept.",
            remedy="Restore the newest good backup.",
        )
    kept: ConsentTexts = from_plain(ConsentTexts, json.loads(content))
    return kept
