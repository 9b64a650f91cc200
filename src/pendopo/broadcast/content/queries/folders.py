"""The shelves of the library, one inside the other."""

from __future__ import annotations

from dataclasses import dataclass

from pendopo.broadcast.content.models import Folder
from pendopo.institution.people.models import Member


@dataclass(frozen=True, kw_only=True)
class Folders:
    """All folders of an institution, by number."""

    by_id: dict[int, Folder]

    def path(self, folder_id: int) -> tuple[Folder, ...]:
        """From the outermost folder to this one."""
        path: list[Folder] = []
        number: int | None = folder_id
        while number is not None and (folder := self.by_id[number]) not in path:
            path.append(folder)
            number = folder.parent_id
        return tuple(reversed(path))

    def within(self, folder_id: int) -> set[int]:
        """The folder itself and all inside it."""
        return {one for one in self.by_id if any(folder.pk == folder_id for folder in self.path(one))}

    def name(self, folder_id: int) -> str:
        """Its whole name: Kegiatan / 2026 / Vaksin."""
        return " / ".join(folder.name for folder in self.path(folder_id))


def folders_of(member: Member) -> Folders:
    """The folders of the member's institution, in one query."""
    return Folders(by_id={one.pk: one for one in Folder.objects.seen_by(member)})
