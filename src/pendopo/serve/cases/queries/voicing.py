"""What a language model may be given of a case: a unit's words, and whom they may name."""

from __future__ import annotations

from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.listen.writing_aid import queries as writing_aid
from pendopo.listen.writing_aid.actions import Given
from pendopo.listen.writing_aid.queries import HelpInVoice
from pendopo.serve.cases import voice
from pendopo.serve.cases.models import Case, Referral, Reporter
from pendopo.serve.cases.sealing import opened
from pendopo.serve.cases.states import CaseState


def help_of_model(case: Case, referral: Referral | None, viewer: Member) -> HelpInVoice | None:
    """What the language model can do with a unit's words; None where it does nothing."""
    if referral is None or case.conversation is None or case.state == CaseState.CLOSED:
        return None
    if case.known_to is not None or not viewer.may(Permission.HANDLE_CASES):
        return None
    return writing_aid.help_in_voice(viewer, case.conversation, about(referral))


def about(referral: Referral) -> str:
    """What a question to the model is about."""
    return f"cases.referral:{referral.pk}"


def given(case: Case, referral: Referral) -> Given:
    """A unit's words, and everybody of the case whom they may name: their names are covered before anything leaves."""
    names, handles = [referral.said_by], []
    for one in Reporter.objects.seen_by(case).filter(case=case).select_related("conversation__citizen"):
        if one.contact:
            names.append(opened(one.contact, one.mark).name)
        if one.conversation is not None:
            names.append(one.conversation.citizen.name)
            handles.append(one.conversation.citizen.handle)
    return Given(
        title=referral.unit.called,
        text=referral.said,
        names=tuple(filter(None, names)),
        handles=tuple(filter(None, handles)),
        kept_free=len(voice.code_line(case.code, case.institution.voice)) + 2,
    )
