"""Sentences for people, in English here and translated when shown: one for each rule's code.

This package knows no Django, so a sentence is only marked (`_`) for `makemessages`.
"""

from __future__ import annotations

from typing import Final


def _(sentence: str) -> str:
    """Mark a sentence for translation and leave it as it is."""
    return sentence


# What a finding says.
SENTENCES: Final = {
    "nothing_to_say": _("There is no text and no picture yet for %(account)s."),
    "too_long": _("Too long for %(account)s: %(length)s of %(limit)s, so %(over)s too many."),
    "part_too_long": _("Part %(part)s of the thread is too long for %(account)s: %(over)s too many."),
    "thread_too_long": _(
        "%(account)s takes a thread of %(limit)s parts at most, and this one has %(parts)s."
    ),
    "title_too_long": _("The title is too long for %(account)s: %(over)s too many."),
    "title_missing": _("%(account)s shows a title, and there is none yet."),
    "pictures_not_taken": _("%(account)s takes no pictures."),
    "too_many_pictures": _("%(account)s takes %(limit)s pictures at most, and there are %(pictures)s."),
    "picture_kind": _("%(account)s does not take this kind of picture (%(kind)s)."),
    "picture_bytes": _("The picture is too heavy for %(account)s: %(size)s kB of %(limit)s kB."),
    "picture_pixels": _("The picture is too large for %(account)s: %(width)s by %(height)s pixels."),
    "picture_ratio": _("The picture's shape does not fit %(account)s: %(width)s by %(height)s pixels."),
    "picture_small": _("The picture is only %(width)s pixels wide and will look blurred."),
    "alt_missing": _(
        "This picture has no alternative text. Say what can be seen, for those who cannot see it."
    ),
    "alt_file_name": _("The alternative text is only a file name. Say what can be seen in the picture."),
    "alt_thin": _("The alternative text says too little. Say who or what can be seen, and the words in it."),
    "alt_too_long": _("The alternative text is too long for %(account)s: %(over)s too many."),
    "claim_without_source": _("“%(claim)s” is stated without a source. Add where it comes from."),
    "campaign_appeal": _("“%(words)s” asks for votes. In %(period)s the office stays neutral."),
    "candidate": _("“%(words)s” belongs to a candidate in %(period)s. A second approver has to look."),
    "party": _("“%(words)s” is a party's name. Say why it is needed in %(period)s."),
    "hand_sign": _("“%(words)s” is a sign that points to a candidate in %(period)s."),
    "campaign_term": _("“%(words)s” is a word of the campaign. Say why it is needed in %(period)s."),
    "nik": _("A national identity number (NIK) stands here: %(masked)s. It must not be published."),
    "family_card": _("A family card number (KK) stands here: %(masked)s. It must not be published."),
    "mobile": _(
        "A mobile number stands here: %(masked)s. Only the office's own listed numbers may be published."
    ),
    "bank_account": _(
        "A bank account number stands here: %(masked)s. Only listed accounts may be published."
    ),
    "card": _("A payment card number stands here: %(masked)s. It must not be published."),
    "exempt": _("This touches entry %(number)s of the exempt information list. It must not be published."),
    "landline": _("A telephone number stands here that is not in the office's list: %(masked)s."),
    "email": _("A mail address stands here that is not in the office's list: %(masked)s."),
    "plate": _("A vehicle's number plate stands here: %(masked)s."),
    "address": _("Somebody's home address seems to stand here."),
    "consent_missing": _(
        "A child or a patient can be recognised in this picture, and no consent is on record."
    ),
    "rights_unclear": _("It is not clear yet whether the office may show this picture."),
    "avoided_word": _("“%(said)s” is a word the office avoids (voice rules of the brand)."),
    "other_address": _(
        "The office says “%(instead)s” to its readers, not “%(said)s” (voice rules of the brand)."
    ),
    "humour": _("“%(words)s” sounds playful on a solemn day: %(day)s."),
    "giveaway": _("“%(words)s” sounds like a giveaway on a solemn day: %(day)s."),
    "festive": _("So many exclamation marks or cheerful emoji do not suit a solemn day: %(day)s."),
    "other_account": _("You last posted from another account. Check that %(account)s is the right one."),
    "other_unit": _(
        "%(account)s belongs to another unit than this item. Check that it is the right account."
    ),
    "outside_hours": _("%(account)s would post outside office hours. Check that somebody can answer then."),
    "near_handle": _("“@%(written)s” is not the office's account, though nearly: did you mean “@%(own)s”?"),
    "correction_without_link": _("A correction leads to what it corrects: there is no link to it yet."),
    "gap_left": _("“%(words)s” is still to be filled in. Write what belongs there, or take it out."),
    "same_text": _("The same text stands already in %(title)s, on %(on)s."),
    "near_text": _("Nearly the same text (%(percent)s%% alike) stands already in %(title)s, on %(on)s."),
    "link_gone": _("This link leads nowhere: the page does not exist (%(status)s)."),
    "link_failed": _("This link did not work when it was tried."),
    "long_sentence": _("This sentence has %(words)s words. Two short ones are easier to read."),
    "hard_to_read": _("The text is heavy: sentences of %(words)s words on average, with many long words."),
    "officialese": _("Say it plainly: “%(plain)s” instead of “%(said)s”."),
    "spelling": _("The standard spelling is “%(plain)s”, not “%(said)s”."),
    "too_many_tags": _("There are %(tags)s hashtags; %(limit)s are enough."),
    "all_caps": _("Capitals throughout read like shouting and are hard to read aloud."),
}

# Said instead while the institution is in a crisis.
IN_CRISIS: Final = {
    "humour": _("“%(words)s” sounds playful while there is a crisis."),
    "giveaway": _("“%(words)s” sounds like a giveaway while there is a crisis."),
    "festive": _("So many exclamation marks or cheerful emoji do not suit a crisis."),
}
CLAIMS_MORE: Final = _("“%(claim)s” and %(more)s more are stated without a source. Add where they come from.")

# What a fix is called.
COVER: Final = _("Cover it")
SAY_INSTEAD: Final = _("Write “%(plain)s”")
LEAVE_OUT: Final = _("Leave it out")
CALM_DOWN: Final = _("Make it calm")
SMALL_LETTERS: Final = _("Use small letters")
SPLIT: Final = _("Split into a thread")
WRITE_TITLE: Final = _("Write a title")
WRITE_ALT: Final = _("Write the alternative text")
ADD_SOURCE: Final = _("Add a source")
SAY_RIGHTS: Final = _("Say whose picture it is")
LINK_ORIGINAL: Final = _("Link to the original")
ADD_CONSENT: Final = _("Record the consent")
CROP: Final = _("Crop the picture")
RENDER: Final = _("Fit the picture")
FEWER_PICTURES: Final = _("Choose fewer pictures")
CONFIRM_ACCOUNT: Final = _("Confirm the account")
CONFIRM_TIME: Final = _("Confirm the time")

# The checklist.
ITEMS: Final = {
    "sources": _("Sources"),
    "alt_text": _("Alternative text"),
    "personal_data": _("Personal data"),
    "neutrality": _("Neutrality"),
    "pictures": _("Picture size"),
    "length": _("Length"),
    "language": _("Language"),
    "account": _("Account and time"),
}
IN_ORDER: Final = _("In order")
NOT_CONCERNED: Final = _("No pictures")
BLOCKED_BY: Final = _("To be mended before it can go on: %(number)s")
REASON_NEEDED: Final = _("To be mended or explained: %(number)s")
HINTS_ONLY: Final = _("In order, hints: %(number)s")

# What an office can set, as its settings page names it.
RULES: Final = {
    "picture_small": _("Small pictures"),
    "alt_thin": _("Thin alternative text"),
    "claim_without_source": _("Claims without a source"),
    "campaign_term": _("Words of the campaign"),
    "party": _("Names of parties"),
    "humour": _("Playful words on solemn days"),
    "giveaway": _("Giveaways on solemn days"),
    "festive": _("Exclamation marks and emoji on solemn days"),
    "other_account": _("Another account than last time"),
    "other_unit": _("An account of another unit"),
    "outside_hours": _("Outside office hours"),
    "near_handle": _("Names that are nearly the office's own"),
    "correction_without_link": _("Corrections without a link"),
    "gap_left": _("Gaps of a draft"),
    "same_text": _("The same text again"),
    "near_text": _("Nearly the same text again"),
    "link_gone": _("Dead links"),
    "link_failed": _("Links that fail"),
    "long_sentence": _("Long sentences"),
    "hard_to_read": _("Heavy texts"),
    "officialese": _("Officialese"),
    "spelling": _("Standard spelling"),
    "too_many_tags": _("Many hashtags"),
    "all_caps": _("Capitals throughout"),
    "title_missing": _("Missing titles"),
    "landline": _("Telephone numbers not listed"),
    "email": _("Mail addresses not listed"),
    "plate": _("Number plates"),
    "address": _("Home addresses"),
    "consent_missing": _("Consent for children and patients"),
    "rights_unclear": _("Pictures whose rights are not clear"),
    "avoided_word": _("Words the office avoids"),
    "other_address": _("Another form of address"),
    "candidate": _("Candidates"),
    "hand_sign": _("Hand signs"),
    "campaign_appeal": _("Calls to vote"),
    "nik": _("National identity numbers (NIK)"),
    "family_card": _("Family card numbers (KK)"),
    "mobile": _("Mobile numbers not listed"),
    "bank_account": _("Bank accounts not listed"),
    "card": _("Payment cards"),
    "exempt": _("Exempt information"),
    "alt_missing": _("Missing alternative text"),
    "alt_file_name": _("File names as alternative text"),
}
SEVERITIES: Final = {
    "block": _("Blocks: nobody can go on"),
    "warn": _("Warns: a reason is needed"),
    "hint": _("Hints: only said"),
}
THRESHOLDS: Final = {
    "picture_small.width": _("Least width in pixels"),
    "alt_thin.letters": _("Least number of letters"),
    "festive.exclamations": _("Exclamation marks that are too many"),
    "festive.emoji": _("Cheerful emoji that are too many"),
    "outside_hours.grace_hours": _("Hours after closing that still count as open"),
    "near_text.percent": _("Alike in percent"),
    "near_text.days": _("Days to look back and ahead"),
    "same_text.days": _("Days to look back and ahead"),
    "long_sentence.words": _("Words in a sentence at most"),
    "hard_to_read.words": _("Words in a sentence on average"),
    "hard_to_read.long_words_percent": _("Long words in percent"),
    "officialese.shown": _("Shown at once at most"),
    "spelling.shown": _("Shown at once at most"),
    "too_many_tags.tags": _("Hashtags at most"),
    "all_caps.words": _("Words in capitals one after another"),
}

# What is wrong with an office's own settings.
NO_SUCH_RULE: Final = _("There is no rule “%(code)s”.")
NOT_A_SETTING: Final = _("The settings of the rule “%(code)s” cannot be read.")
NO_SUCH_THRESHOLD: Final = _("The rule “%(code)s” has no setting “%(name)s”.")
NOT_A_NUMBER: Final = _("“%(name)s” of the rule “%(code)s” has to be a whole number.")
OUT_OF_BOUNDS: Final = _("“%(name)s” of the rule “%(code)s” has to lie between %(least)s and %(most)s.")
NO_SUCH_SEVERITY: Final = _("A rule can block, warn or hint; “%(severity)s” is none of these.")
NOT_SWITCHED: Final = _("A rule is either switched off or not: “off” of “%(code)s” has to be true or false.")
NOT_WEAKER: Final = _("The law sets the rule “%(code)s” (%(source)s). It can be made stricter, not weaker.")
NOT_TUNABLE: Final = _("The rule “%(code)s” follows from the network and cannot be set.")
