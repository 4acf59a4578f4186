"""Choosing a person: members by given name, delegates after them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from chapters.models import Member

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from chapters.models import Organization
    from meetings.models import Meeting


def members_for(organization: Organization, meeting: Meeting | None = None) -> QuerySet[Member]:
    """Whoever may be named in a meeting: on its roll, or of the chapter while there is none."""
    if meeting is not None and meeting.opened_at is not None:
        return Member.objects.filter(attendances__meeting=meeting).by_given_name()
    if organization.is_chapter:
        return Member.objects.filter(organization=organization).by_given_name()
    return (
        Member.objects.filter(posts__organization=organization, posts__ends_on=None)
        .distinct()
        .by_given_name()
    )


def _by_given_name(member: Member) -> tuple[str, int]:
    return member.sort_key, member.pk


def offer_members(fields: dict[str, forms.Field], meeting: Meeting) -> None:
    """Let every field of a person choose among those of the meeting; its roll is not read twice."""
    known = getattr(meeting, "_prefetched_objects_cache", {}).get("roll")
    for field in fields.values():
        if not isinstance(field, PersonField):
            continue
        field.queryset = members_for(meeting.organization, meeting)
        if known is not None and meeting.opened_at is not None:
            members = sorted((place.member for place in known), key=_by_given_name)
            field.choices = [("", field.empty_label), *((member.pk, str(member)) for member in members)]


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A member of the chapter; a script makes the list a search by any part of the name."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("queryset", Member.objects.none())
        kwargs.setdefault("empty_label", "Chọn đồng chí…")
        super().__init__(**kwargs)
        self.widget.attrs["data-person"] = ""


class SpeakerField(forms.ChoiceField):
    """A member or a delegate of one meeting: m12, d3."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["data-person"] = ""

    def offer(self, meeting: Meeting) -> None:
        here = [place.member for place in meeting.roll.all() if place.is_here]
        self._members = {f"m{member.pk}": member for member in sorted(here, key=_by_given_name)}
        self._delegates = {f"d{each.pk}": each for each in meeting.delegates.all() if each.is_present}
        groups: list[Any] = [
            ("", "Người phát biểu"),
            *((key, str(each)) for key, each in self._members.items()),
        ]
        if self._delegates:
            groups.append(("Đại biểu cấp trên", [(key, str(each)) for key, each in self._delegates.items()]))
        self.choices = groups

    def people(self, value: str) -> dict[str, Any]:
        return {"member": self._members.get(value), "delegate": self._delegates.get(value)}
