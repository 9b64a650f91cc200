"""Sentences for people, written here in English and translated by the house when it shows them.

This part of the house knows no Django, so a sentence is only marked (`_`) for `makemessages`.
A network's own words may follow a sentence on a new line; they are shown as they are.
"""

from __future__ import annotations

from typing import Final

QUOTED_MAX: Final = 240


def _(sentence: str) -> str:
    """Mark a sentence for translation and leave it as it is."""
    return sentence


def quoting(sentence: str, network_said: str) -> str:
    """The sentence, with the network's own words on the second line where there are any."""
    words = " ".join(network_said.split())[:QUOTED_MAX]
    return f"{sentence}\n{words}" if words else sentence


def parts(why: str) -> tuple[str, str]:
    """A sentence to translate and the network's own words (or '')."""
    sentence, _newline, quoted = why.partition("\n")
    return sentence, quoted


NOT_REACHED = _("The network could not be reached. It will be tried again.")
STOPPED_HEARING = _("The network stopped answering before it confirmed. We will look whether it arrived.")
FAILED_WHILE_ANSWERING = _("The network failed while answering. We will look whether it arrived.")
NOT_UNDERSTOOD = _("The network's answer could not be understood. We will look whether it arrived.")
ANSWER_NOT_USABLE = _("The network's answer could not be understood. It will be asked again.")
TOO_MANY = _("The network asks us to wait, because too much was sent in a short time.")
OUT_OF_TIME = _("The network was too slow. It will be tried again.")
RECONNECT = _("The network no longer accepts this account's permission. Connect the account again.")
FORBIDDEN = _("The network does not let this account do that.")
NOT_ACCEPTED = _("The network did not accept this.")
MOVED = _("The server sent us on to another address. Check the account's address and connect it again.")
NOT_THERE = _("What this belongs to is no longer on the network.")
NO_OUTSIDE = _("This address lies inside a private network. An administrator has to allow its host first.")
NO_ADDRESS = _("This is not a usable web address.")
ONLY_HTTPS = _("Only addresses that begin with https:// can be used.")
NOBODY_THERE = _("Whoever wrote this is no longer on the network.")
NOT_OFFERED = _("This network does not offer that.")
