"""The functions behind the tags of `{% load kit %}`."""
