"""One page for each deed of a case: a form, one action, and back to the case."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from pendopo.foundation.errors import Refused
from pendopo.foundation.personal_data import masked
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.serve.cases import actions, policies, queries
from pendopo.serve.cases.forms import handling as forms
from pendopo.serve.cases.models import Answer, Case
from pendopo.serve.cases.states import AnswerState, CaseState
from pendopo.serve.cases.views.finding import found

BY_HAND: Final = _(
    "It is kept ready: tell them by telephone, letter or at the counter, and write it down below."
)
Words = Callable[[Request, Case], dict[str, Any]]


def _nothing(_request: Request, _case: Case) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, kw_only=True)
class Deed:
    """One thing that can be done with a case, as its page offers it."""

    title: Any  # lazily translated
    button: Any
    done: Any
    icon: str
    form: type[forms.OfACase]
    action: Callable[..., Any]
    states: frozenset[CaseState]
    may: Permission = Permission.HANDLE_CASES
    intro: Any = ""
    tells: bool = False  # the citizen is told something: its action returns who and how
    words: Any = ""  # what its field for words is called, where that says more than *Words*
    begins: Words = field(default=_nothing)
    beside: Words = field(default=_nothing)

    def is_open(self, case: Case, request: Request) -> bool:
        """Whether the page of a case offers it."""
        return case.state in self.states and request.member.may(self.may)


def said_of(sent: Sequence[Answer]) -> Any:
    """What is true of words for people without a thread: nothing goes out, somebody tells them. Else empty."""
    return BY_HAND if sent and all(one.state == AnswerState.DRAFT for one in sent) else ""


def _other(request: Request, _case: Case) -> dict[str, Any]:
    return {"into": request.GET.get("dengan", "")[:20]}


def _receipt(request: Request, case: Case) -> dict[str, Any]:
    return {"text": queries.receipt_words(case, request.member, now=now())}


def _question(_request: Request, case: Case) -> dict[str, Any]:
    """What a unit wants to know, where it has asked."""
    return {"text": queries.question_to_pass_on(case)}


def _kinds(_request: Request, case: Case) -> dict[str, Any]:
    return {"kinds": queries.clocks_by_kind(case)}


def _alike(request: Request, case: Case) -> dict[str, Any]:
    return {"alike": queries.cases_like(request.member, case.title, apart_from=case)}


S = CaseState
GOING_ON: Final = frozenset(set(CaseState) - {S.ANSWERED, S.CLOSED})
NOT_CLOSED: Final = frozenset(set(CaseState) - {S.CLOSED})
DEEDS: Final[Mapping[str, Deed]] = {
    "verifikasi": Deed(
        title=_("Verify the case"),
        intro=_("Is it clear, complete, and of which kind? The clocks follow the kind."),
        button=_("Verified"),
        done=_("The case is verified."),
        icon="check",
        form=forms.Verify,
        action=actions.verify,
        states=frozenset({S.NEW}),
        beside=_alike,
    ),
    "mulai": Deed(
        title=_("Work on it here"),
        intro=_("For what your own office answers, without asking a unit."),
        button=_("Begin"),
        done=_("The case is being worked on."),
        icon="work",
        form=forms.Nothing,
        action=actions.begin,
        states=frozenset({S.VERIFIED}),
    ),
    "kabar-terima": Deed(
        title=_("Tell the citizen that we have it"),
        words=_("What the citizen reads"),
        button=_("Send"),
        done=_("It goes out to the citizen."),
        icon="send",
        form=forms.Words,
        action=actions.acknowledge,
        tells=True,
        states=GOING_ON,
        begins=_receipt,
    ),
    "tanya-warga": Deed(
        title=_("Ask the citizen"),
        intro=_("Only the clock of the final answer stands still, and from when the question reaches them."),
        words=_("What do you need to know?"),
        button=_("Send the question"),
        done=_("The question goes out to the citizen."),
        icon="help",
        form=forms.Words,
        action=actions.ask_reporter,
        tells=True,
        states=GOING_ON,
        begins=_question,
    ),
    "tambahan": Deed(
        title=_("The citizen added something"),
        intro=_("At the counter or on the telephone. What they write in the thread comes here by itself."),
        words=_("What did they add?"),
        button=_("Write it down"),
        done=_("Written down; the case goes on."),
        icon="citizen",
        form=forms.Words,
        action=actions.note_added,
        states=NOT_CLOSED,
    ),
    "catat": Deed(
        title=_("Coordination log"),
        intro=_("Inside only: never shown to citizens or units."),
        button=_("Write it down"),
        done=_("It stands in the log."),
        icon="phone",
        form=forms.LogContact,
        action=actions.note_contact,
        states=NOT_CLOSED,
    ),
    "pemegang": Deed(
        title=_("Who keeps the case"),
        button=_("Hand over"),
        done=_("The case has its keeper."),
        icon="assign",
        form=forms.Keep,
        action=actions.keep,
        states=NOT_CLOSED,
    ),
    "jenis": Deed(
        title=_("Another kind"),
        intro=_("The clocks are reckoned again, under the version this case keeps."),
        button=_("Change the kind"),
        done=_("The case is of another kind now."),
        icon="rules",
        form=forms.Classify,
        action=actions.classify,
        states=NOT_CLOSED,
        may=Permission.COORDINATE_CASES,
        beside=_kinds,
    ),
    "gabung": Deed(
        title=_("Join with another case"),
        intro=_("Everybody who reported this one is told with the other."),
        button=_("Join"),
        done=_("Joined. Nobody is forgotten."),
        icon="duplicate",
        form=forms.Join,
        action=actions.join,
        states=NOT_CLOSED,
        may=Permission.COORDINATE_CASES,
        begins=_other,
        beside=_alike,
    ),
    "pisah": Deed(
        title=_("Part from the other case"),
        button=_("Part them"),
        done=_("The cases are two again."),
        icon="unlink",
        form=forms.Why,
        action=actions.part,
        states=frozenset({S.CLOSED}),
        may=Permission.COORDINATE_CASES,
    ),
    "tutup": Deed(
        title=_("Close the case"),
        intro=_("Of what is not ours the citizen is told in their thread, too."),
        button=_("Close"),
        done=_("The case is closed."),
        icon="done",
        form=forms.Close,
        action=actions.close,
        states=NOT_CLOSED,
    ),
    "buka-lagi": Deed(
        title=_("Take the case up again"),
        intro=_("The final answer is promised anew, from today."),
        button=_("Open again"),
        done=_("The case goes on."),
        icon="undo",
        form=forms.Why,
        action=actions.reopen,
        states=frozenset({S.ANSWERED, S.CLOSED}),
    ),
}


@require_http_methods(["GET", "POST"])
def do(request: Request, case_id: int, deed: str) -> HttpResponse:
    """The page of one deed."""
    case = found(request, case_id)
    chosen = DEEDS.get(deed)
    if chosen is None:
        raise Http404
    policies.require(request.member, chosen.may, case, now=now())
    form = chosen.form(
        request.POST if request.method == "POST" else None,
        case=case,
        member=request.member,
        initial=chosen.begins(request, case),
    )
    if chosen.words:
        form.fields["text"].label = chosen.words
    if request.method == "POST" and form.is_valid():
        try:
            came_of = chosen.action(case=case, **form.cleaned_data, by=request.member, now=now())
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(request, str((chosen.tells and said_of(came_of)) or chosen.done))
            return redirect("cases:case", case.pk)
    return render(
        request,
        "cases/deed.html",
        {
            "case": case,
            "title": masked(case.title),
            "story": masked(case.story),
            "deed": chosen,
            "name": deed,
            "form": form,
            "may_join": request.member.may(Permission.COORDINATE_CASES),
            **chosen.beside(request, case),
        },
        status=422 if form.errors else 200,
    )


def offered(request: Request, case: Case) -> list[tuple[str, Deed]]:
    """What can be done with a case now, in the order of its life."""
    return [
        (name, deed)
        for name, deed in DEEDS.items()
        if deed.is_open(case, request)
        and not (name == "kabar-terima" and case.acknowledged_at is not None)
        and not (name == "pisah" and case.joined_to_id is None)
        and not (name == "buka-lagi" and case.joined_to_id is not None)
    ]
