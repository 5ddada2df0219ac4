"""Reviews outlive a move: kept itself rewrote the links, so what was reviewed still is.

Only the fingerprint of a review that held before is written anew; one that was broken stays broken.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date

from kept.content.article import Article
from kept.content.fingerprint import make_fingerprint, text_digest
from kept.dependencies import Dependencies
from kept.evidence import depends_on_files
from kept.library import Library
from kept.review.front_matter_edit import with_fields
from kept.review.record import names_used


def resealed(
    before: Library, after: Library, paths: Mapping[str, str], others: Mapping[str, str]
) -> dict[str, str]:
    """The texts (by old path) of the articles whose fingerprint has to be another one.

    `others` are the new texts of files that are no articles, by path.
    """
    dependencies: Dependencies | None = None
    found: dict[str, str] = {}
    for old in before.articles:
        word = old.value("review_fingerprint")
        new = after.by_path[paths.get(old.path, old.path)]
        reviewed, by = old.value("reviewed"), str(old.value("reviewed_by") or "")
        if not word or not isinstance(reviewed, date) or (old is new and not depends_on_files(old)):
            continue
        if dependencies is None:
            documents = {one.path: one.document for one in before.articles}
            dependencies = Dependencies(before.settings, documents)
        files = dependencies.digests(old)
        text = text_digest(old.document, before.settings.field_names)
        if str(make_fingerprint(text, files, reviewed, by)) != str(word).strip():
            continue
        moved = {
            paths.get(path, path): _digest(path, digest, after, paths, others)
            for path, digest in files.items()
        }
        print_ = make_fingerprint(text_digest(new.document, after.settings.field_names), moved, reviewed, by)
        if str(print_) != str(word).strip():
            name = names_used(new, after)["review_fingerprint"]
            written = with_fields(new.document, {name: str(print_)})
            if written is not None:
                found[old.path] = written
    return found


def _digest(
    path: str, digest: str, after: Library, paths: Mapping[str, str], others: Mapping[str, str]
) -> str:
    """The digest of a file as it will be."""
    if path in others:
        return hashlib.sha256(others[path].replace("\r\n", "\n").encode()).hexdigest()
    article: Article | None = after.by_path.get(paths.get(path, path))
    if article is None or not article.document.is_readable:
        return digest
    return text_digest(article.document, after.settings.field_names)
