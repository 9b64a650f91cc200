"""Findings: what the rules R12-R18 and the networks' limits say about a text before anyone else reads it."""

from pendopo.broadcast.content.rules.checklist import Line, Status, checklist, may_go_on
from pendopo.broadcast.content.rules.examining import RULES_VERSION, examine
from pendopo.broadcast.content.rules.finding import Action, Finding, Fix, Sentence, Severity, Span
from pendopo.broadcast.content.rules.rulebook import Item, Rule, Rules, packaged_rules
from pendopo.broadcast.content.rules.subject import (
    Avoided,
    Candidate,
    ElectionPeriod,
    ExemptItem,
    OfficeFacts,
    PictureFacts,
    Recent,
    SolemnDay,
    SourceFacts,
    Subject,
    Variant,
    Voice,
    solemn_days,
)
from pendopo.broadcast.content.rules.tuning import STANDARD, Setting, Tuning, TuningInvalid
from pendopo.foundation.personal_data import NOTHING_PUBLISHED, Published

__all__ = [
    "NOTHING_PUBLISHED",
    "RULES_VERSION",
    "STANDARD",
    "Action",
    "Avoided",
    "Candidate",
    "ElectionPeriod",
    "ExemptItem",
    "Finding",
    "Fix",
    "Item",
    "Line",
    "OfficeFacts",
    "PictureFacts",
    "Published",
    "Recent",
    "Rule",
    "Rules",
    "Sentence",
    "Setting",
    "Severity",
    "SolemnDay",
    "SourceFacts",
    "Span",
    "Status",
    "Subject",
    "Tuning",
    "TuningInvalid",
    "Variant",
    "Voice",
    "checklist",
    "examine",
    "may_go_on",
    "packaged_rules",
    "solemn_days",
]
